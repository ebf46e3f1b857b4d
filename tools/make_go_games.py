"""Writes the games of Go that hw5_applications learns from; run once, the file is committed.

    apt-get install gnugo
    python tools/make_go_games.py

GNU Go 3.8 (Free Software Foundation, GPL 3; ``gnugo`` in Debian) plays against itself at its lowest
level, on 9 x 9 points by Chinese rules with komi 6.5, and never resigns. The two opening moves are
drawn from the middle 5 x 5 points; the drawing and GNU Go have the number of the game as their
seed, so that the same version plays the same games. The file holds the moves alone: (210, 70)
uint8, row * 9 + column, 81 for a pass, 255 after the end. A game ends by two passes, or after 70
moves. Black, who is 1 on a board, begins.
"""

from __future__ import annotations

import hashlib
import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TARGET = Path(__file__).parents[1] / "assignments" / "hw5_applications" / "files" / "go_games.npz"
GNUGO = "/usr/games/gnugo"
SIZE, GAMES, LONGEST = 9, 210, 70
PASS, NONE = 81, 255
COLUMNS = "ABCDEFGHJ"
"""The letters of a board's columns: there is no I."""
SHA256 = "26abbea2f22e854b1be4154548a5cce971f03414d7137b5a520f00b563ff5b63"
"""Of the bytes of the array, which do not depend on how the file is compressed."""


class Engine:
    """A GNU Go of its own, which is told and asked by the Go text protocol."""

    def __init__(self, seed: int) -> None:
        options = ["--mode", "gtp", "--level", "0", "--boardsize", str(SIZE), "--seed", str(seed)]
        options += ["--chinese-rules", "--komi", "6.5", "--never-resign"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([GNUGO, *options], stdin=pipe, stdout=pipe, text=True)

    def ask(self, command: str) -> str:
        """The answer to a command; ``RuntimeError`` where it is refused."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        self._process.stdout.readline()  # the empty line behind every answer
        if not answer.startswith("="):
            raise RuntimeError(f"GNU Go refuses {command!r}: {answer}")
        return answer.removeprefix("=").strip()

    def close(self) -> None:
        """End the process."""
        self._process.communicate("quit\n")


def vertex(move: int) -> str:
    """A move as the protocol names it: A1 is at the bottom left."""
    return f"{COLUMNS[move % SIZE]}{SIZE - move // SIZE}"


def move_at(name: str) -> int:
    """The move of a name of the protocol."""
    if name.upper() == "PASS":
        return PASS
    return (SIZE - int(name[1:])) * SIZE + COLUMNS.index(name[0].upper())


def game(seed: int) -> list[int]:
    """The moves of one game."""
    middle = [row * SIZE + column for row in range(2, 7) for column in range(2, 7)]
    moves = random.Random(seed).sample(middle, 2)
    engine = Engine(seed)
    for colour, move in zip(("black", "white"), moves, strict=True):
        engine.ask(f"play {colour} {vertex(move)}")
    while len(moves) < LONGEST and moves[-2:] != [PASS, PASS]:
        colour = ("black", "white")[len(moves) % 2]
        moves.append(move_at(engine.ask(f"genmove {colour}")))
    engine.close()
    return moves


def games(count: int = GAMES) -> NDArray[np.uint8]:
    """The array of the file, or its first rows."""
    found = np.full((count, LONGEST), NONE, dtype=np.uint8)
    for seed in range(count):
        moves = game(seed)
        found[seed, : len(moves)] = moves
    return found


def digest(array: NDArray[np.uint8]) -> str:
    """A hash of the array's contents."""
    return hashlib.sha256(array.tobytes()).hexdigest()


def packed(array: NDArray[np.uint8]) -> bytes:
    """The array as an ``.npz`` file, with a fixed date, so that the same games give one file."""
    member, buffer = io.BytesIO(), io.BytesIO()
    np.lib.format.write_array(member, array, version=(1, 0))
    entry = zipfile.ZipInfo("games.npy", (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, member.getvalue())
    return buffer.getvalue()


def main() -> None:
    """Write the file; ends with a sentence where GNU Go is another one, or is not there."""
    if not Path(GNUGO).is_file():
        sys.exit(f"{GNUGO} is not there: apt-get install gnugo")
    array = games()
    if digest(array) != SHA256:
        sys.exit(f"these are other games: their hash is {digest(array)}, not {SHA256}")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(packed(array))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
