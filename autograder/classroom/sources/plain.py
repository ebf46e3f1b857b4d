"""A folder with a hand-in in each file and folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from autograder.classroom.names import same_name
from autograder.classroom.people import Entry, Intake, Taken
from autograder.classroom.sources.source import Paths, handed_in, told_path, without_suffix
from autograder.errors import AssignmentError


class PlainFolder:
    """Every file and folder is the hand-in of the student that it is named after.

    Files of any kind: what cannot be graded gets a line that says why.
    """

    title = "a folder of hand-ins"

    def recognises(self, paths: Paths) -> bool:
        """Any folder may be one."""
        return True

    def read(self, folder: Path, scratch: Path) -> Intake:
        """A hand-in a file or folder; ``AssignmentError`` where there is none."""
        taken = Taken()
        paths = list(handed_in(folder, taken, any_kind=True))
        if not paths:
            raise AssignmentError(f"{folder}: no hand-ins in it")
        stems = Counter(same_name(_stem(path)) for path in paths)
        for path in paths:
            if not path.is_symlink() and scratch.is_relative_to(path.resolve()):
                taken.leave(path, "the results of this command")
                continue
            stem = _stem(path)
            title = stem if stems[same_name(stem)] == 1 else told_path(path)
            taken.entries.append(Entry("", path, display=title))
        return taken.intake()


def _stem(path: Path) -> str:
    if path.is_dir() and not path.is_symlink():
        return told_path(path)
    return without_suffix(told_path(path))
