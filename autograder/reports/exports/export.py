"""Points into the gradebook that a platform exported, ready to be imported again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from autograder.classroom.adjustments.term import StudentAccount
from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError
from autograder.reports.exports.matching import GradebookStudent, fits
from autograder.reports.exports.sheet import Sheet


class Export(Protocol):
    """One platform's gradebook."""

    def column(self, sheet: Sheet, wanted: str | None, title: str) -> int:
        """The column to fill: ``wanted``, or the one of the assignment called ``title``.

        ``AssignmentError`` where the sheet is no gradebook of this platform, or has no such column.
        """

    def students(self, sheet: Sheet, column: int) -> Sequence[GradebookStudent]:
        """The rows of students, with the points that ``column`` gives."""


@dataclass
class Filled:
    """A gradebook with points, and everybody who is in one list alone."""

    data: bytes = b""
    column: str = ""
    written: list[str] = field(default_factory=list)
    """students whose cells were written"""
    kept: list[str] = field(default_factory=list)
    """students without a result; their cells are as they were"""
    unknown: list[str] = field(default_factory=list)
    """hand-ins of people who are not in the gradebook"""
    outdone: list[str] = field(default_factory=list)
    """hand-ins that fit a student whom another one fits more surely"""
    locked: list[str] = field(default_factory=list)
    """students whose cells the platform does not let anybody change"""
    above: list[str] = field(default_factory=list)
    """students with more points than the column gives"""
    by_name: list[str] = field(default_factory=list)
    """students who were found by their name alone, and have another address"""
    below: float = 0.0
    """the points that the column gives, where they are more than the assignment's"""


def points_of(accounts: Iterable[StudentAccount]) -> list[tuple[Entry, float]]:
    """What there is to write: a line a student, since those of a group can have other points."""
    found: dict[tuple[str, Person], tuple[Entry, float]] = {}
    for student in accounts:
        if student.account.points is not None:
            people = (student.person,) if student.entry.people else ()
            line = replace(student.entry, people=people), student.account.points
            found[student.entry.name, student.person] = line
    return list(found.values())


def filled_sheet(
    export: Export,
    sheet: Sheet,
    points: Iterable[tuple[Entry, float]],
    *,
    max_points: float,
    title: str,
    wanted: str | None = None,
    scale: bool = False,
) -> Filled:
    """``sheet`` with the points of each hand-in in its students' cells; no other cell is changed.

    With ``scale``, points become the share of what the column gives. ``AssignmentError`` where
    nobody is found, somebody fits two rows, two hand-ins one, or the assignment has more points
    than the column.
    """
    column = export.column(sheet, wanted, title)
    students = export.students(sheet, column)
    if not students:
        raise AssignmentError(f"{sheet.path}: no students in it")
    earned = list(points)
    found, unknown, outdone = fits([entry for entry, _ in earned], students)
    if earned and not found:
        raise AssignmentError(
            f"{sheet.path}: none of the {len(earned)} hand-ins is of anybody in it, as "
            f"{', '.join(unknown[:3])}: grade with a roster that has their numbers or addresses"
        )
    of = {id(entry): value for entry, value in earned}
    filled = Filled(column=sheet.columns[column], unknown=unknown)
    filled.outdone = [f"{fit.entry.title} ({fit.student.label})" for fit in outdone]
    for student in students:
        fit = found.get(student.row)
        if fit is None:
            filled.kept.append(student.label)
        elif student.locked:
            filled.locked.append(student.label)
        else:
            value = _worth(of[id(fit.entry)], student, max_points, sheet, scale, filled)
            sheet.set(student.row, column, sheet.written(value))
            filled.written.append(student.label)
            filled.by_name += [student.label] if fit.against_address else []
    filled.data = sheet.to_bytes()
    return filled


def _worth(
    points: float,
    student: GradebookStudent,
    max_points: float,
    sheet: Sheet,
    scale: bool,
    filled: Filled,
) -> float:
    """What is written for ``points``."""
    possible = student.possible
    if scale:
        if possible is None or not max_points:
            raise AssignmentError(
                f"{sheet.path}: {filled.column!r} does not say how many points it gives, so there "
                "is nothing to scale to"
            )
        return round(points * possible / max_points, 4)
    if possible is not None and max_points > possible:
        raise AssignmentError(
            f"{sheet.path}: {filled.column!r} gives {possible:g} points, the assignment "
            f"{max_points:g}: say --scale, or change the column's points"
        )
    if possible is not None and points > possible:
        filled.above.append(student.label)
    if possible is not None and possible > max_points:
        filled.below = possible
    return points


def chosen(
    sheet: Sheet, candidates: Sequence[int], wanted: str | None, title: str, platform: str
) -> int:
    """The one of the columns ``candidates`` that is meant; ``AssignmentError`` with all of them."""
    names = {column: sheet.columns[column] for column in candidates}
    if wanted is not None:
        fitting = [c for c, name in names.items() if name == wanted]
        fitting = fitting or [c for c, name in names.items() if name.startswith(f"{wanted} ")]
    else:
        fitting = [c for c, name in names.items() if title and name.startswith(title)]
        whole = [c for c in fitting if re.match(r"[\s\[(]|$", names[c][len(title) :])]
        fitting = whole or fitting  # "HW 1 (5501)" rather than "HW 10 (5502)"
    if len(fitting) != 1:
        what = repr(wanted) if wanted else f"one column that begins with {title!r}"
        raise AssignmentError(
            f"{sheet.path}: the gradebook of {platform} does not have {what}: say --column with "
            f"one of {'; '.join(names.values()) or 'none: there is no assignment in it'}"
        )
    return fitting[0]
