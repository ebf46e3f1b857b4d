"""A CSV file that says who handed in what: as an instructor writes it, or Excel saves it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from autograder.classroom.csv_text import read_text, separator_of
from autograder.classroom.names import same_name
from autograder.classroom.people import Entry, Intake, Person, parsed_time
from autograder.errors import AssignmentError

SUFFIX = ".csv"
NAME_COLUMNS = ("student", "name", "sid", "email", "login")
"""Columns of a CSV that can name a student; the first one present does."""
PARTS_OF_A_NAME = ("first name", "last name")
COLUMNS = (*NAME_COLUMNS, "file", "submitted")


def read_csv_roster(path: Path, folders: Sequence[Path] = ()) -> Intake:
    """The hand-ins that the CSV file at ``path`` names.

    Their files are sought beside it, then in ``folders``. ``AssignmentError`` where it cannot be
    read or names somebody twice.
    """
    found = read_text(path)
    rows = _rows(path, found.text)
    columns = [c for c in COLUMNS if c in rows[0][1]]
    if "file" not in columns or columns[0] not in NAME_COLUMNS:
        raise AssignmentError(
            f"{path}: the columns should be file and one of {', '.join(NAME_COLUMNS)}; "
            f"there are {', '.join(rows[0][1]) or 'none'}"
        )
    first: dict[tuple[str, ...], int] = {}
    entries = []
    for line, row in rows:
        entry, person = _entry(path, line, {c: row.get(c, "") for c in COLUMNS}, columns[0])
        for identity in _identities(person):
            if identity in first:
                raise AssignmentError(
                    f"{path}, line {line}: {identity[1]!r} is there already, "
                    f"in line {first[identity]}"
                )
            first[identity] = line
        places = [folder / entry for folder in (path.parent, *folders)]
        there = next((place for place in places if place.exists()), places[0])
        when = _moment(row.get("submitted", ""), f"{path}, line {line}")
        title = row[columns[0]]
        entries.append(
            Entry("", there, (person,), when, display=title, key=person.identity[1] or title)
        )
    notes: tuple[str, ...] = ()
    if found.guessed:
        what = "Chinese (GBK)" if found.encoding == "gb18030" else "Windows-1252"
        notes = (f"{path}: read as {what}: look at the names, or save it as 'CSV UTF-8'",)
    return Intake(tuple(entries), (), notes)


def _rows(path: Path, text: str) -> list[tuple[int, dict[str, str]]]:
    """The rows that are not blank, by the names of their columns in lower case."""
    separator = separator_of(text)
    if text.lower().startswith("sep="):
        text = "\n" + text.partition("\n")[2]
    try:
        lines_of_any_system = io.StringIO(text, newline=None)
        table = csv.reader(lines_of_any_system, delimiter=separator)
        lines = [(table.line_num, row) for row in table if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise AssignmentError(f"{path}: not a CSV file ({error})") from None
    head = [" ".join(cell.lower().split()) for cell in lines[0][1]] if lines else []
    if len(lines) < 2:
        raise AssignmentError(f"{path}: no students in it")
    return [(line, _named_cells(head, row)) for line, row in lines[1:]]


def _named_cells(head: list[str], row: list[str]) -> dict[str, str]:
    """The cells of a row by their columns; a first and a last name are a name too."""
    cells = {c: cell.strip() for c, cell in zip(head, row, strict=False) if c}
    if all(column in cells for column in PARTS_OF_A_NAME):
        cells.setdefault("name", " ".join(cells[c] for c in PARTS_OF_A_NAME).strip())
    return cells


def _entry(path: Path, line: int, values: dict[str, str], column: str) -> tuple[str, Person]:
    """The file of a row, and whose it is."""
    if not values[column] or not values["file"]:
        missing = "file" if values[column] else column
        raise AssignmentError(f"{path}, line {line}: no {missing}")
    name = values["student"] or values["name"]
    return values["file"], Person(name, values["sid"], values["email"], values["login"])


def _identities(person: Person) -> list[tuple[str, str]]:
    """What must not be there twice: numbers and addresses; the name where there is neither."""
    strong = [("sid", person.sid), ("email", person.email), ("login", person.login)]
    strong = [(kind, value) for kind, value in strong if value]
    strong = strong or [("name", person.name)]
    return [(kind, same_name(value)) for kind, value in strong]


def _moment(text: str, where: str) -> datetime | None:
    if not text:
        return None
    try:
        return parsed_time(text)
    except ValueError:
        raise AssignmentError(f"{where}: {text!r} is no time, as 2026-11-30 23:59 is") from None
