"""Moodle: "Download all submissions" of an assignment, with a folder a student or without."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.classroom.names import shown
from autograder.classroom.people import Entry, Intake, Person, Taken
from autograder.classroom.sources.source import Part, Paths, handed_in, laid_together

MOODLE_NAME = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_(?P<kind>assignsubmission_file|assignsubmission_onlinetext|"
    r"assignsubmission_[a-z]+|assignfeedback_[a-z]+)(?:_(?P<rest>.*))?",
    re.DOTALL,
)
FILE, TEXT = "assignsubmission_file", "assignsubmission_onlinetext"


class Moodle:
    """``Ada Example_1234501_assignsubmission_file_``: name, participant, kind."""

    title = "a download of Moodle"

    def recognises(self, paths: Paths) -> bool:
        """Moodle's own word is in a name at the top."""
        return any(MOODLE_NAME.fullmatch(path[0]) for path in paths)

    def read(self, folder: Path, scratch: Path) -> Intake:
        """A hand-in a participant; online texts and feedback are left out."""
        taken = Taken()
        files: dict[tuple[str, str], list[Part]] = {}
        texts: dict[tuple[str, str], Path] = {}
        for path in handed_in(folder, taken):
            match = MOODLE_NAME.fullmatch(shown(path.name))
            if match is None:
                taken.leave(path, "is not named as Moodle names hand-ins")
                continue
            who = match["name"], match["number"]
            if match["kind"] == FILE:
                files.setdefault(who, []).append(Part(path, match["rest"] or ""))
            elif match["kind"] == TEXT:
                texts[who] = path
                taken.leave(path, "an online text: only files are graded")
            else:
                taken.leave(path, "no file that a student handed in")
        for who in dict.fromkeys([*files, *texts]):
            key = f"{who[0]}_{who[1]}"
            parts = files.get(who, [])
            alone = len(parts) == 1  # else flat files of one student, or an online text alone
            path = parts[0].path if alone else laid_together(parts, key, scratch, taken)
            person = Person(name=who[0], number=f"moodle {who[1]}")
            taken.entries.append(Entry("", path, (person,), display=who[0], key=key))
        return taken.intake()
