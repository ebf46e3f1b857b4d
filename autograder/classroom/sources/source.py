"""What a source of hand-ins is, and what all of them share."""

from __future__ import annotations

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
from autograder.unpack.archives import special_kind

Paths = Sequence[tuple[str, ...]]
"""the files below a folder, or in an archive: the parts of each one's path"""
LEFT_BY_SYSTEMS = re.compile(
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
    return LEFT_BY_SYSTEMS.fullmatch(name) is not None


def handed_in(folder: Path, taken: Taken, *, any_kind: bool = False) -> Iterator[Path]:
    """What lies in ``folder``; what computers leave there is accounted for in ``taken``.

    So are links, pipes and devices, which no platform makes, unless ``any_kind`` is asked for.
    """
    for path in sorted(folder.iterdir(), key=lambda p: os.fsencode(p.name)):
        kind = "" if any_kind else special_kind(path)
        if is_of_a_computer(path.name):
            taken.leave(path, BY_A_COMPUTER)
        elif kind:
            taken.leave(path, f"is {kind}")
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


def laid_together(parts: Iterable[Part], key: str, scratch: Path, taken: Taken) -> Path:
    """A folder in ``scratch`` that holds the files of one hand-in under their own names.

    Of two with one name the first counts; the other is accounted for in ``taken``.
    """
    home = scratch / file_name(key)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for part in parts:
        target = home / (Path(part.name).name or "files")
        if target.exists():
            taken.leave(part.path, "another file of this student has the same name")
        elif part.path.is_dir():  # an archive that somebody unpacked where it lay
            shutil.copytree(part.path, target, symlinks=True, copy_function=_linked)
        else:
            _linked(part.path, target)
    return home


def _linked(path: str | Path, target: str | Path) -> None:
    """Give a file a second name; pipes and devices in a hand-in are left behind."""
    if special_kind(Path(path)):
        return
    try:
        os.link(path, target)
    except OSError:  # another disk, or one without links
        shutil.copyfile(path, target)


def told_path(path: Path) -> str:
    """A path's name for people."""
    return shown(path.name)


def shared_beginning(names: Sequence[str], end: str) -> str:
    """What all of ``names`` begin with, up to the last ``end`` in it."""
    first, last = min(names, default=""), max(names, default="")
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    common = "".join(a for a, _ in alike)
    return common[: common.rfind(end) + 1]
