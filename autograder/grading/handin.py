"""A hand-in is unpacked into a clean folder, and known again by the digest of what is in it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UnpackError
from autograder.language import gettext
from autograder.sandbox.inside.leftovers import remove
from autograder.sandbox.messages import plain
from autograder.unpack import Staged, module_path, stage
from autograder.unpack.archives import special_kind

MAX_FAULT = 1000
"""Characters of why a hand-in cannot be opened: names in it are the student's."""
FEW_LISTED = 10
"""Names that are listed where something was not found."""


@dataclass(frozen=True)
class HandIn:
    """What is graded: the modules and the helpers beside them."""

    folder: Path
    files: list[str]
    """which file became which module, and which is missing, in words"""
    digest: str
    """SHA-256 over paths and contents: equal for hand-ins that are graded alike"""
    fault: str = ""
    """why there is nothing to run, for the student; empty where there is something"""


@contextlib.contextmanager
def opened(
    submission: Path,
    modules: list[str],
    within: Path | None = None,
    handed_out: Collection[str] = (),
    notebooks: Collection[str] = (),
) -> Iterator[HandIn]:
    """Stage ``submission`` in a scratch folder (inside ``within``); nothing is left of it after.

    ``handed_out`` holds the digests of what students were given, ``notebooks`` the modules that
    they write as notebooks. A hand-in that cannot be unpacked
    is one with a ``fault``; ``OSError`` where the file itself cannot be read, or is no file.
    """
    if not os.path.lexists(submission):
        raise OSError(f"there is no {submission}")
    kind = special_kind(submission)
    if kind:
        raise OSError(f"it is {kind}")
    if submission.is_dir():
        next(submission.iterdir(), None)
    else:
        submission.open("rb").close()
    made = tempfile.mkdtemp(prefix="hand-in-", dir=within)
    folder = Path(made, "hand-in")
    folder.mkdir()
    try:
        try:
            staged = stage(submission, modules, folder, handed_out)
        except UnpackError as error:
            fault = plain(str(error), MAX_FAULT)
            yield HandIn(folder, [], _hashed(f"not opened: {fault}"), fault)
        else:
            words = _in_words(staged, notebooks)
            fault = "" if staged.found else "; ".join(words)
            yield HandIn(folder, words, _digest(folder) if staged.found else _hashed(fault), fault)
    finally:
        remove(made)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        head = f"{path.relative_to(folder).as_posix()}\0{len(data)}\0"
        digest.update(head.encode() + data)
    return digest.hexdigest()


def _in_words(staged: Staged, notebooks: Collection[str]) -> list[str]:
    found = [_taken(module, path, staged) for module, path in staged.found.items()]
    lacking = (f"{m}.ipynb" if m in notebooks else module_path(m) for m in staged.missing)
    return found + [_not_found(file, staged) for file in lacking]


def _not_found(file: str, staged: Staged) -> str:
    if not staged.others and not staged.found:
        return gettext("{file} was not found in the hand-in, which holds no files", file=file)
    words = gettext("{file} was not found in the hand-in", file=file)
    return words + (_listed(staged.others) if staged.others else "")


def _taken(module: str, path: str, staged: Staged) -> str:
    file, taken = module_path(module), plain(path, 200)
    aside = staged.aside.get(module)
    if not aside:
        return gettext("{file}: taken from {path}", file=file, path=taken)
    others = plain(", ".join(aside), 200)
    return gettext(
        "{file}: taken from {path}, and not from {others}", file=file, path=taken, others=others
    )


def _listed(names: list[str]) -> str:
    shown = ", ".join(plain(name, 100) for name in names[:FEW_LISTED])
    more = len(names) - FEW_LISTED
    if more > 0:
        return gettext("; it holds {names} and {count} more", names=shown, count=more)
    return gettext("; it holds {names}", names=shown)
