"""The first files of a course and of an assignment: complete, proven, short enough to change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from autograder._files import write_atomic
from autograder.errors import AssignmentError

SCAFFOLDS = Path(__file__).parent / "scaffolds"
"""Holds a folder a shape, and that of a course; NAME in a path or a title is the assignment's."""
COURSE = "course"
SHAPES = ("functions", "classes", "package", "training")
"""What an assignment can be like, the simplest first."""
PLACEHOLDER = "NAME"
NAMES = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""An assignment's name is a folder's, and stands in commands."""


def course_files() -> dict[str, bytes]:
    """The files of a course that belong to no assignment, by their paths in it."""
    return _files(COURSE)


def assignment_files(name: str, shape: str) -> dict[str, bytes]:
    """The files of an assignment, by their paths in the course; it validates as it is.

    Raises ``AssignmentError`` for a name that cannot be a folder's everywhere.
    """
    if not NAMES.fullmatch(name):
        raise AssignmentError(
            f"{name!r} cannot be an assignment's name: letters, digits, - and _ are, as hw1_layers"
        )
    return {
        path.replace(PLACEHOLDER, name): data.replace(PLACEHOLDER.encode(), name.encode())
        for path, data in _files(shape).items()
    }


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` below ``root``; ``AssignmentError``, and none written, where one is there."""
    taken = [name for name in files if (root / name).exists()]
    if taken:
        raise AssignmentError(f"{root / taken[0]}: is there already, and nothing was written")
    for name, data in files.items():
        write_atomic(root / name, data)


def _files(scaffold: str) -> dict[str, bytes]:
    folder = SCAFFOLDS / scaffold
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
