"""Moodle: the grading worksheet of an assignment, or the gradebook's own export."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.errors import AssignmentError
from autograder.reports.exports.export import chosen
from autograder.reports.exports.matching import GradebookStudent
from autograder.reports.exports.sheet import Sheet, parsed_number

MOODLE_IDENTITY = (
    *("identifier", "fullname", "firstname", "lastname", "surname", "idnumber", "username"),
    *("emailaddress", "institution", "department", "status", "group", "groups"),
)
NOT_GRADES = ("last downloaded", "last modified", "course total", "feedback", "maximum grade")
UNCHANGEABLE = ("no", "0")


class MoodleGradebook:
    """A worksheet has the column Grade; a gradebook a column an activity."""

    def column(self, sheet: Sheet, wanted: str | None, title: str) -> int:
        """Grade, or the activity's, as "Assignment: HW 1 (Real)"."""
        known = any(sheet.column(name) is not None for name in ("Email address", "ID number"))
        worksheet = sheet.column("Identifier") is not None
        if not known and not worksheet:
            raise AssignmentError(
                f"{sheet.path}: not a gradebook of Moodle: no column Identifier, Email address or "
                "ID number; in another language than English, switch Moodle's and export it again"
            )
        grade = sheet.column("Grade")
        if worksheet and grade is not None and wanted is None:
            return grade
        candidates = [
            c
            for c, name in enumerate(sheet.columns)
            if name
            and "".join(name.casefold().split()) not in MOODLE_IDENTITY
            and not name.casefold().startswith(NOT_GRADES)
        ]
        if wanted is None:
            named = [c for c in candidates if sheet.columns[c].startswith(f"Assignment: {title}")]
            candidates = named if len(named) == 1 else candidates
            wanted = sheet.columns[named[0]] if len(named) == 1 else None
        return chosen(sheet, candidates, wanted, title, "Moodle")

    def students(self, sheet: Sheet, column: int) -> Sequence[GradebookStudent]:
        """Every row."""
        return [self._student(sheet, row) for row in range(1, len(sheet.rows))]

    def _student(self, sheet: Sheet, row: int) -> GradebookStudent:
        def of(*names: str) -> str:
            return sheet.value(row, sheet.column(*names))

        first, last = of("First name"), of("Last name", "Surname")
        names = [name for name in (of("Full name"), f"{first} {last}", f"{last} {first}")]
        number = re.findall(r"\d+", of("Identifier"))
        return GradebookStudent(
            row,
            next((name for name in names if name.strip()), of("Identifier")),
            tuple(name for name in names if name.strip()),
            sid=of("ID number"),
            email=of("Email address"),
            login=of("Username"),
            number=f"moodle {number[-1]}" if number else "",
            possible=parsed_number(of("Maximum Grade")),
            locked=of("Grade can be changed").casefold() in UNCHANGEABLE,
        )
