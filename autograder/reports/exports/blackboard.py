"""Blackboard: Grade Center, Work Offline, Download; back by Work Offline, Upload."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.errors import AssignmentError
from autograder.reports.exports.export import chosen
from autograder.reports.exports.matching import GradebookStudent
from autograder.reports.exports.sheet import Sheet, parsed_number

BLACKBOARD_IDENTITY = (
    *("lastname", "firstname", "username", "studentid", "lastaccess", "availability"),
    *("childcourseid", "externalid"),
)
TOTAL_POINTS = re.compile(r"\[Total Pts:\s*(?:up to\s*)?([\d.,]+)")


class BlackboardGradebook:
    """Columns are called as "HW 1 [Total Pts: 62 Score] |12345"."""

    def column(self, sheet: Sheet, wanted: str | None, title: str) -> int:
        """The assignment's."""
        if sheet.column("Username") is None or sheet.column("Last Name") is None:
            raise AssignmentError(
                f"{sheet.path}: not a gradebook of Blackboard: no columns Last Name and Username"
            )
        candidates = [
            c
            for c, name in enumerate(sheet.columns)
            if name and "".join(name.casefold().split()) not in BLACKBOARD_IDENTITY
        ]
        return chosen(sheet, candidates, wanted, title, "Blackboard")

    def students(self, sheet: Sheet, column: int) -> Sequence[GradebookStudent]:
        """Every row with a user name."""
        match = TOTAL_POINTS.search(sheet.columns[column])
        possible = parsed_number(match[1]) if match else None
        rows = range(1, len(sheet.rows))
        students = [self._student(sheet, row, possible) for row in rows]
        return [student for student in students if student.login]

    def _student(self, sheet: Sheet, row: int, possible: float | None) -> GradebookStudent:
        def of(*names: str) -> str:
            return sheet.value(row, sheet.column(*names))

        first, last = of("First Name"), of("Last Name")
        return GradebookStudent(
            row,
            f"{last}, {first}",
            (f"{first} {last}", f"{last} {first}"),
            sid=of("Student ID"),
            login=of("Username"),
            possible=possible,
        )
