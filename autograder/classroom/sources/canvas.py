"""Canvas: "Download Submissions" of an assignment: the files of all students side by side."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.classroom.names import shown
from autograder.classroom.people import Entry, Intake, Person, Taken
from autograder.classroom.sources.source import (
    Part,
    Paths,
    handed_in,
    is_of_a_computer,
    laid_together,
)

CANVAS_NAME = re.compile(
    r"(?P<name>[^_]+(?:_[^_]+)*?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<file>\d+|text\.html|media)"
    r"(?:_(?P<rest>.+))?",
    re.DOTALL,
)
MOST_OF_THEM = 0.5
"""Share of the files that must be named so; a stray file changes nothing."""


class Canvas:
    """``exampleada_LATE_70001_5512_layers-1.py``: name, Canvas' number of the student, file."""

    title = "a download of Canvas"

    def recognises(self, paths: Paths) -> bool:
        """Most names at the top hold two numbers."""
        names = [path[0] for path in paths if len(path) == 1 and not is_of_a_computer(path[0])]
        return bool(names) and sum(map(_is_named_so, names)) > MOST_OF_THEM * len(names)

    def read(self, folder: Path, scratch: Path) -> Intake:
        """A hand-in a student, with all of its files."""
        taken = Taken()
        files: dict[tuple[str, str], list[tuple[int, Part]]] = {}
        late: set[tuple[str, str]] = set()
        for path in handed_in(folder, taken):
            match = CANVAS_NAME.fullmatch(shown(path.name))
            if match is None:
                taken.leave(path, "is not named as Canvas names hand-ins")
                continue
            parts = files.setdefault((match["name"], match["number"]), [])
            late |= {(match["name"], match["number"])} if match["late"] else set()
            if match["rest"]:
                order = int(match["file"]) if match["file"].isdecimal() else 0
                parts.append((order, Part(path, match["rest"])))
            else:
                taken.leave(path, "an online text: only files are graded")
        for (name, number), parts in files.items():
            key = f"{name}_{number}"
            newest = [part for _, part in sorted(parts, key=lambda p: -p[0])]
            home = laid_together(newest, key, scratch, taken)
            person = Person(name=name, number=f"canvas {number}")
            taken.entries.append(
                Entry("", home, (person,), late=(name, number) in late, display=name, key=key)
            )
        return taken.intake()


def _is_named_so(name: str) -> bool:
    return CANVAS_NAME.fullmatch(name) is not None
