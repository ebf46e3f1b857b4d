"""What a source of hand-ins is, and what all of them share."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.classroom.names import file_name, shown
from autograder.classroom.people import Intake, Taken

Paths = Sequence[tuple[str, ...]]
"""the files below a folder, or in an archive: the parts of each one's path"""
SYSTEM = re.compile(
    r"\..*|__MACOSX|__pycache__|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|~\$.*", re.IGNORECASE
)
"""What computers leave in folders: no one handed it in."""
BY_A_COMPUTER = "left there by a computer"


class Source(Protocol):
    """The hand-ins of a class as one platform gives them to its instructors."""

    title: str
    """the platform's name"""

    def recognises(self, paths: Paths) -> bool:
        """Whether a folder with the files ``paths`` is such a download; by names alone."""

    def read(self, folder: Path, scratch: Path) -> Intake:
        """The hand-ins in ``folder``, and why all else in it is none.

        Files that belong together are laid into a folder of their own in ``scratch``.
        """


def is_of_a_computer(name: str) -> bool:
    """Whether a file or folder was left by an operating system or an editor."""
    return SYSTEM.fullmatch(name) is not None


def handed_in(folder: Path, taken: Taken) -> Iterator[Path]:
    """What lies in ``folder``, without what computers leave there, which is accounted for."""
    for path in sorted(folder.iterdir(), key=lambda p: os.fsencode(p.name)):
        if is_of_a_computer(path.name):
            taken.leave(path, BY_A_COMPUTER)
        else:
            yield path


def without_suffix(name: str) -> str:
    """A file's name without its suffix; of .tar.gz and the like without both."""
    stem, dot, _ = name.rpartition(".")
    if not stem or not dot:
        return name
    return stem[: -len(".tar")] if stem.lower().endswith(".tar") and len(stem) > 4 else stem


@dataclass(frozen=True)
class Part:
    """A file of a hand-in whose files lie loose, beside those of others."""

    path: Path
    name: str
    """what the student called it"""


def laid_together(parts: Iterable[Part], key: str, scratch: Path) -> Path:
    """A folder in ``scratch`` that holds the files of one hand-in under their own names."""
    home = scratch / file_name(key)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for part in parts:
        target = home / Path(part.name).name
        if part.path.is_symlink() or not part.path.is_file():
            continue
        with contextlib.suppress(FileExistsError):
            try:
                os.link(part.path, target)
            except (PermissionError, OSError):
                shutil.copyfile(part.path, target)
    return home


def told(path: Path) -> str:
    """A path's name for people."""
    return shown(path.name)


def shared_beginning(names: Sequence[str], end: str) -> str:
    """What all of ``names`` begin with, up to the last ``end`` in it."""
    first, last = min(names, default=""), max(names, default="")
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    common = "".join(a for a, _ in alike)
    return common[: common.rfind(end) + 1]
