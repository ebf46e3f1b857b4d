"""Blackboard: "Download Assignment File": all attempts of all students, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autograder.classroom.names import shown
from autograder.classroom.people import Entry, Intake, Person, Taken
from autograder.classroom.sources.source import (
    Part,
    Paths,
    handed_in,
    laid_together,
    shared_beginning,
)

BLACKBOARD_NAME = re.compile(
    r"(?P<head>.+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|\.txt)", re.DOTALL
)
WHOSE = re.compile(r"\s*Name:\s*(?P<name>.+?)\s*\((?P<login>[^()]+)\)\s*")
"""The first line of the text that Blackboard adds to an attempt."""
MAX_LINE = 1000


@dataclass
class Attempt:
    """The files of one attempt, and what Blackboard says of it."""

    parts: list[Part] = field(default_factory=list)
    about: Path | None = None


class Blackboard:
    """``HW1_aexample_attempt_2026-11-02-23-01-15_layers.py``: the newest attempt counts."""

    title = "a download of Blackboard"

    def recognises(self, paths: Paths) -> bool:
        """An attempt and its time are in a name at the top."""
        return any(len(path) == 1 and BLACKBOARD_NAME.fullmatch(path[0]) for path in paths)

    def read(self, folder: Path, scratch: Path) -> Intake:
        """A hand-in a student; older attempts are left out."""
        taken = Taken()
        attempts: dict[str, dict[str, Attempt]] = {}
        for path in handed_in(folder, taken):
            match = BLACKBOARD_NAME.fullmatch(shown(path.name))
            if match is None:
                taken.leave(path, "is not named as Blackboard names attempts")
                continue
            attempt = attempts.setdefault(match["head"], {}).setdefault(match["time"], Attempt())
            if match["rest"]:
                attempt.parts.append(Part(path, match["rest"]))
            else:
                attempt.about = path
        assignment = _shared_words([*attempts])
        for head, by_time in attempts.items():
            newest = max(by_time)
            for time, attempt in by_time.items():
                for path in [part.path for part in attempt.parts] * (time != newest):
                    taken.leave(path, "an earlier attempt")
            person = _person(head, assignment, [a.about for a in by_time.values() if a.about])
            taken.entries.append(
                Entry(
                    "",
                    laid_together(by_time[newest].parts, head, scratch, taken),
                    (person,),
                    datetime.strptime(newest, "%Y-%m-%d-%H-%M-%S").astimezone(),
                    len(by_time),
                    display=person.login,
                    key=person.login,
                )
            )
        return taken.intake()


def _shared_words(heads: list[str]) -> str:
    """What all names begin with: the assignment's, up to the last underscore before a login."""
    if len(heads) == 1:
        return heads[0][: heads[0].rfind("_") + 1]
    return shared_beginning(heads, "_")


def _person(head: str, assignment: str, about: list[Path]) -> Person:
    """Who it is, by the file's name; Blackboard's own text says how the two are spelt."""
    for path in about:
        if path.is_symlink() or not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            match = WHOSE.fullmatch(file.readline(MAX_LINE))
        if match is not None and head.endswith(f"_{match['login']}"):
            return Person(name=match["name"], login=match["login"])
    return Person(login=head.removeprefix(assignment) or head)
