"""Written questions: a person reads the answer and enters the points."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from autograder.errors import AssignmentError
from autograder.language import gettext, marked

NOT_GRADED_YET = marked("not graded yet")
"""What stands for the points of a written question until somebody enters them."""


@dataclass(frozen=True)
class ManualQuestion:
    """What a table ``[[manual]]`` of assignment.toml says."""

    title: str
    """what it is called, everywhere; no other question has the same name"""
    points: float
    """how many it is worth, a number above 0"""
    rubric: str = ""
    """what earns how many of the points; nobody but who grades reads it"""

    @property
    def unanswered(self) -> str:
        """What students read of it until somebody has graded it."""
        return gettext(
            "Not graded yet: a person gives up to {points} points.", points=f"{self.points:g}"
        )


def manual_questions(tables: object, where: str) -> list[ManualQuestion]:
    """The written questions that ``tables`` are; ``AssignmentError`` for the first thing wrong."""
    if not isinstance(tables, list):
        raise AssignmentError(f"{where} should be written with two brackets, not as {tables!r}")
    found: list[ManualQuestion] = []
    for number, table in enumerate(tables, 1):
        question = _question(table, f"{where} number {number}")
        if question.title in [other.title for other in found]:
            raise AssignmentError(f"{where} number {number}: a second {question.title!r}")
        found.append(question)
    return found


def _question(table: object, where: str) -> ManualQuestion:
    if not isinstance(table, dict):
        raise AssignmentError(f"{where} should be a table, not {table!r}")
    known = [f.name for f in fields(ManualQuestion)]
    for key in table:
        if key not in known:
            raise AssignmentError(f"{where}: unknown key {key!r}; known are {', '.join(known)}")
    title, points, rubric = table.get("title"), table.get("points"), table.get("rubric", "")
    for key, text in (("title", title), ("rubric", rubric)):
        if not isinstance(text, str) or (key == "title" and not text.strip()):
            raise AssignmentError(f"{where}: {key} should be a text, not {text!r}")
    is_number = isinstance(points, int | float) and not isinstance(points, bool)
    worth = float(points) if is_number and points is not None else 0.0
    if not math.isfinite(worth) or worth <= 0:
        raise AssignmentError(f"{where}: points should be a positive number, not {points!r}")
    return ManualQuestion(" ".join(str(title).split()), worth, str(rubric).strip())
