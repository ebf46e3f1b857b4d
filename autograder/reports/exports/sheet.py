"""A CSV file of which single cells are changed; all else stays as it is, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from autograder.classroom.csv_text import Text, read_text, separator_of
from autograder.errors import AssignmentError

MAX_SHEET = 100 * 2**20
WITH_COMMA, WITH_POINT = re.compile(r"-?\d+,\d+"), re.compile(r"-?\d+\.\d+")
CELL_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Cell:
    """A cell, and where it stands in the text."""

    value: str
    start: int
    end: int


@dataclass
class Sheet:
    """A table in a text file, with the changes to be made."""

    path: Path
    source: Text
    separator: str
    rows: list[list[Cell]]
    """the first is the header"""
    changes: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [cell.value.strip() for cell in self.rows[0]]

    def column(self, *names: str) -> int | None:
        """The first column that has one of ``names``, whatever its case and spaces."""
        plain = [_plain(name) for name in self.columns]
        return next((plain.index(_plain(n)) for n in names if _plain(n) in plain), None)

    def value(self, row: int, column: int | None) -> str:
        """The text of a cell; empty where there is none."""
        cells = self.rows[row]
        there = column is not None and column < len(cells)
        return cells[column].value.strip() if there and column is not None else ""

    def set(self, row: int, column: int, value: str) -> None:
        """Change a cell when the sheet is written."""
        self.changes[row, column] = value

    @property
    def decimal_comma(self) -> bool:
        """Whether numbers are written 1,5: where some are, or where semicolons separate cells."""
        values = [cell.value.strip() for row in self.rows[1:] for cell in row]
        commas = sum(WITH_COMMA.fullmatch(value) is not None for value in values)
        points = sum(WITH_POINT.fullmatch(value) is not None for value in values)
        return commas > points or (not points and self.separator == ";")

    def written(self, number: float) -> str:
        """A number as this sheet writes numbers."""
        text = f"{round(number, 6):.6f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.decimal_comma else text

    def to_bytes(self) -> bytes:
        """The file with its changes."""
        text, pieces, done = self.source.text, [], 0
        for (row, column), value in sorted(self.changes.items()):
            cells = self.rows[row]
            last = cells[-1].end
            missing = column - len(cells) + 1
            at = cells[column] if missing <= 0 else Cell("", last, last)
            quoted = text[at.start : at.start + 1] == '"' or set(value) & {
                self.separator,
                '"',
                "\n",
            }
            shown = '"' + value.replace('"', '""') + '"' if quoted else value
            pieces += [text[done : at.start], self.separator * max(0, missing), shown]
            done = at.end
        return self.source.encoded("".join([*pieces, text[done:]]))


def read_sheet(path: Path) -> Sheet:
    """The CSV file at ``path``.

    ``OSError`` where it cannot be read, ``AssignmentError`` where it could not be written back.
    """
    if path.stat().st_size > MAX_SHEET:
        raise AssignmentError(f"{path}: larger than {MAX_SHEET // 2**20} MB")
    source = read_text(path)
    if source.encoded(source.text) != path.read_bytes():
        raise AssignmentError(f"{path}: its encoding is damaged: export it once more")
    separator = separator_of(source.text)
    rows = _scanned(source.text, separator)
    if rows and rows[0][0].value.lower().startswith("sep="):
        rows = rows[1:]
    if not rows:
        raise AssignmentError(f"{path}: empty")
    return Sheet(path, source, separator, rows)


def parsed_number(text: str) -> float | None:
    """A number as gradebooks write it; None where it is none."""
    found = CELL_NUMBER.fullmatch(text.strip())
    return float(found[0].replace(",", ".")) if found else None


def _plain(name: str) -> str:
    return "".join(name.casefold().split())


def _scanned(text: str, separator: str) -> list[list[Cell]]:
    """The rows of a table that are not empty, as the csv module reads them, with places."""
    other = rf"[^{re.escape(separator)}\r\n]*"
    end = rf"(?P<end>{re.escape(separator)}|\r\n|\r|\n|\Z)"
    pattern = re.compile(
        rf'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"(?P<rest>{other})|(?P<bare>{other})){end}'
    )
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    place = 0
    while place <= len(text):
        match = pattern.match(text, place)
        if match is None:
            break
        quoted = match["quoted"]
        value = match["bare"] if quoted is None else quoted.replace('""', '"') + match["rest"]
        row.append(Cell(value, match.start(), match.start("end")))
        place = match.end()
        if match["end"] != separator:
            if any(cell.value for cell in row) or len(row) > 1:
                rows.append(row)
            row = []
            if not match["end"]:
                break
    return rows
