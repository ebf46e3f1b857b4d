"""Gradescope: Download Grades of an assignment or of a course, with other points in them."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.errors import AssignmentError
from autograder.reports.exports.export import chosen
from autograder.reports.exports.matching import GradebookStudent
from autograder.reports.exports.sheet import Sheet, parsed_number

GRADESCOPE_IDENTITY = (
    *("name", "firstname", "lastname", "sid", "email", "sections", "section", "maxpoints"),
    *("status", "submissionid", "submissiontime", "lateness(h:m:s)", "lateness"),
    *("viewcount", "submissioncount", "totallateness(h:m:s)"),
)
MAX_POINTS = " - Max Points"
ABOUT_POINTS = (MAX_POINTS, " - Submission Time", " - Lateness (H:M:S)")
TOTAL = "Total Score"


class GradescopeGradebook:
    """A course has a column an assignment; an assignment has the column Total Score."""

    def column(self, sheet: Sheet, wanted: str | None, title: str) -> int:
        """The assignment's."""
        if sheet.column("Email") is None or sheet.column("SID") is None:
            raise AssignmentError(
                f"{sheet.path}: no grades of Gradescope: no columns SID and Email"
            )
        total = sheet.column(TOTAL)
        if total is not None and wanted is None:
            return total
        candidates = [
            c
            for c, name in enumerate(sheet.columns)
            if name
            and "".join(name.casefold().split()) not in GRADESCOPE_IDENTITY
            and not name.endswith(ABOUT_POINTS)
        ]
        return chosen(sheet, candidates, wanted, title, "Gradescope")

    def students(self, sheet: Sheet, column: int) -> Sequence[GradebookStudent]:
        """Every row."""
        name = sheet.columns[column]
        most = sheet.column("Max Points" if name == TOTAL else f"{name}{MAX_POINTS}")
        return [self._student(sheet, row, most) for row in range(1, len(sheet.rows))]

    def _student(self, sheet: Sheet, row: int, most: int | None) -> GradebookStudent:
        def of(*names: str) -> str:
            return sheet.value(row, sheet.column(*names))

        name = of("Name") or f"{of('First Name')} {of('Last Name')}"
        return GradebookStudent(
            row,
            name,
            (name, f"{of('Last Name')} {of('First Name')}"),
            sid=of("SID"),
            email=of("Email"),
            possible=parsed_number(sheet.value(row, most)),
        )
