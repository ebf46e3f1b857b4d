"""A hand-in is unpacked into a clean folder, and known again by the digest of what is in it."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UnpackError
from autograder.sandbox.inside.leftovers import remove
from autograder.sandbox.messages import plain
from autograder.unpack import Staged, stage


@dataclass(frozen=True)
class HandIn:
    """What is graded: the modules and the helpers beside them."""

    folder: Path
    files: list[str]
    """which file became which module, and which is missing, in words"""
    digest: str
    """SHA-256 over paths and contents: equal for hand-ins that are graded alike"""
    fault: str = ""
    """why it could not be opened, for the student; empty where it could"""


@contextlib.contextmanager
def opened(submission: Path, modules: list[str], within: Path | None = None) -> Iterator[HandIn]:
    """Stage ``submission`` in a scratch folder (inside ``within``); nothing is left of it after.

    A hand-in that cannot be unpacked is one with a ``fault``; ``OSError`` where the file itself
    cannot be read.
    """
    if submission.is_dir():
        next(submission.iterdir(), None)
    else:
        submission.open("rb").close()
    made = tempfile.mkdtemp(prefix="hand-in-", dir=within)
    folder = Path(made, "hand-in")
    folder.mkdir()
    try:
        try:
            staged = stage(submission, modules, folder)
        except UnpackError as error:
            empty = hashlib.sha256(f"not opened: {error}".encode(errors="replace")).hexdigest()
            yield HandIn(folder, [], empty, str(error))
        else:
            yield HandIn(folder, _in_words(staged), _digest(folder))
    finally:
        remove(made)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        head = f"{path.relative_to(folder).as_posix()}\0{len(data)}\0"
        digest.update(head.encode() + data)
    return digest.hexdigest()


def _in_words(staged: Staged) -> list[str]:
    found = [f"{module}.py: taken from {plain(path, 200)}" for module, path in staged.found.items()]
    return found + [f"{module}.py was not found in the hand-in" for module in staged.missing]
