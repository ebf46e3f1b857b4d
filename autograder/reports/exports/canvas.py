"""Canvas: Grades, Export; what is written here goes back by Grades, Import."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.errors import AssignmentError
from autograder.reports.exports.export import chosen
from autograder.reports.exports.matching import GradebookStudent
from autograder.reports.exports.sheet import Sheet, parsed_number

CANVAS_IDENTITY = (
    *("student", "lastname", "firstname", "id", "sisuserid", "sisloginid"),
    *("integrationid", "rootaccount", "section"),
)
"""What a gradebook says of a student; the columns after these are assignments."""
POSSIBLE = "points possible"
READ_ONLY = "(read only)"


class CanvasGradebook:
    """A row a student, a row above them with the points possible."""

    def column(self, sheet: Sheet, wanted: str | None, title: str) -> int:
        """The assignment's, whose name Canvas ends with its number, as "HW 1 (1234)"."""
        named = sheet.column("Student") is not None or sheet.column("LastName") is not None
        if not named or sheet.column("ID") is None:
            raise AssignmentError(
                f"{sheet.path}: not a gradebook of Canvas: no columns Student and ID"
            )
        above = [r for r in range(1, len(sheet.rows)) if not self._is_student(sheet, r)]
        candidates = [
            c
            for c, name in enumerate(sheet.columns)
            if name
            and "".join(name.casefold().split()) not in CANVAS_IDENTITY
            and not any(sheet.value(r, c).lower() == READ_ONLY for r in above)
        ]
        return chosen(sheet, candidates, wanted, title, "Canvas")

    def students(self, sheet: Sheet, column: int) -> Sequence[GradebookStudent]:
        """Every row with a number of Canvas'."""
        rows = range(1, len(sheet.rows))
        above = [
            parsed_number(sheet.value(r, column)) for r in rows if self._says_possible(sheet, r)
        ]
        possible = above[0] if above else None
        return [self._student(sheet, r, possible) for r in rows if self._is_student(sheet, r)]

    def _is_student(self, sheet: Sheet, row: int) -> bool:
        return bool(sheet.value(row, sheet.column("ID"))) and not self._says_possible(sheet, row)

    def _says_possible(self, sheet: Sheet, row: int) -> bool:
        first = sheet.value(row, 0).casefold()
        return first == POSSIBLE and not sheet.value(
            row, sheet.column("SIS User ID", "SIS Login ID")
        )

    def _student(self, sheet: Sheet, row: int, possible: float | None) -> GradebookStudent:
        def of(*names: str) -> str:
            return sheet.value(row, sheet.column(*names))

        last, comma, first = of("Student").partition(",")
        label = of("Student") or f"{of('LastName')}, {of('FirstName')}"
        names = [f"{first} {last}", f"{last} {first}"] if comma else [last]
        names += [f"{of('FirstName')} {of('LastName')}", f"{of('LastName')} {of('FirstName')}"]
        return GradebookStudent(
            row,
            label,
            tuple(name for name in names if name.strip()),
            sid=of("SIS User ID"),
            login=of("SIS Login ID"),
            number=f"canvas {of('ID')}",
            possible=possible,
        )
