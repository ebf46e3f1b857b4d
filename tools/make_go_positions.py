"""Writes the positions of the games of Go, as hw5_applications learns from them; run once.

    python tools/make_go_positions.py

Every game of ``go_games.npz`` is replayed by the reference of ``go.py``; the two opening moves,
which were drawn, and passes are left out. ``planes`` (M, 8, 9, 9) uint8 and ``legal`` (M, 9, 9) are
what ``board_planes`` and ``legal_moves`` say, ``moves`` (M,) uint8 what was played, ``game`` and
``number`` (M,) uint8 where: the games are split, never the positions. So the network can be
trained before the rules are written.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
FILES = ROOT / "assignments" / "hw5_applications" / "files"
TARGET = FILES / "go_positions.npz"
SIZE, PASS, NONE = 9, 81, 255
OPENING = 2
"""Moves at the beginning of a game that were drawn by chance."""

Arrays = dict[str, NDArray[Any]]


def rules() -> Any:
    """The reference of the module ``go``, beside those that it imports."""
    from autograder.assignment.folders import Folders
    from autograder.publish.proofs.answers import Answers

    return Answers(Folders(ROOT, "hw5_applications")).reference


def positions(games: NDArray[np.uint8], go: Any) -> Arrays:
    """The arrays of the file, for some games whose first one is number 0."""
    rows: dict[str, list[Any]] = {n: [] for n in ("planes", "legal", "moves", "game", "number")}
    for game, moves in enumerate(games):
        board, ko = np.zeros((SIZE, SIZE), dtype=int), None
        for number, move in enumerate(int(m) for m in moves if m != NONE):
            colour = 1 if number % 2 == 0 else -1
            if move == PASS:
                ko = None
                continue
            if number >= OPENING:
                found = go.board_planes(board, colour, ko), go.legal_moves(board, colour, ko)
                for name, value in zip(rows, (*found, move, game, number), strict=True):
                    rows[name].append(value)
            board, ko = go.play(board, divmod(move, SIZE), colour, ko)
    kinds = {name: bool if name == "legal" else np.uint8 for name in rows}
    return {name: np.array(values, dtype=kinds[name]) for name, values in rows.items()}


def packed(found: Arrays) -> bytes:
    """The arrays as an ``.npz`` file, with a fixed date, so that the same arrays give one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(found):
            member = io.BytesIO()
            np.lib.format.write_array(member, found[name], version=(1, 0))
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, member.getvalue())
    return buffer.getvalue()


def main() -> None:
    """Write the file."""
    with np.load(FILES / "go_games.npz") as archive:
        found = positions(archive["games"], rules())
    TARGET.write_bytes(packed(found))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(found['moves'])} positions")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
