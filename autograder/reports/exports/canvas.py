"""Points into a Canvas gradebook: the exported CSV with one column filled, ready to be imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder._files import given_path
from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError

IDENTITY = (
    *("Student", "ID", "SIS User ID", "SIS Login ID"),
    *("Integration ID", "Root Account", "Section"),
)
"""What a gradebook says of a student; the columns after these are assignments."""
POSSIBLE = "points possible"


@dataclass(frozen=True)
class Joined:
    """A gradebook with points, and who is in one list alone."""

    text: str
    unknown: list[str]
    """hand-ins of people who are not in the gradebook"""
    without: list[str]
    """students in the gradebook without a hand-in; their cells stay empty"""


def read_gradebook(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Columns and rows; ``AssignmentError`` where it is no gradebook that Canvas exported."""
    try:
        with given_path(path), path.open(newline="", encoding="utf-8-sig") as file:
            table = csv.DictReader(file)
            rows = [{k: v or "" for k, v in row.items() if k is not None} for row in table]
    except (UnicodeDecodeError, csv.Error) as error:
        raise AssignmentError(f"{path}: not a CSV file in UTF-8 ({error})") from None
    columns = list(table.fieldnames or ())
    if "Student" not in columns or "ID" not in columns:
        raise AssignmentError(f"{path}: not a gradebook of Canvas: no columns Student and ID")
    return columns, rows


def assignment_column(columns: Sequence[str], wanted: str | None, title: str) -> str:
    """The column to fill: ``wanted``, or the one that begins with the assignment's title."""
    assignments = [c for c in columns if c not in IDENTITY]
    fitting = [c for c in assignments if (c == wanted if wanted else c.startswith(title))]
    if len(fitting) != 1:
        what = repr(wanted) if wanted else f"one column that begins with {title!r}"
        raise AssignmentError(
            f"the gradebook does not have {what}: say --column with one of {'; '.join(assignments)}"
        )
    return fitting[0]


def joined(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    column: str,
    points: Iterable[tuple[Entry, float]],
) -> Joined:
    """The gradebook's students with the points of their hand-ins in ``column``, and nothing else.

    People are found by student number, by login or e-mail address, by name, in this order.
    ``AssignmentError`` where one fits two students of the gradebook.
    """
    kept = [c for c in columns if c in IDENTITY] + [column]
    book = [dict.fromkeys(kept, "") | {c: row.get(c, "") for c in kept} for row in rows]
    students = [row for row in book if POSSIBLE not in row["Student"].lower() and row["ID"]]
    for row in students:
        row[column] = ""
    known = [_keys_of_row(row) for row in students]
    unknown = []
    for entry, earned in points:
        for person in entry.people or (Person(name=entry.name, sid=entry.name, email=entry.name),):
            place = _place(known, _keys_of(person), entry)
            if place is None:
                unknown.append(person.name or entry.name)
            else:
                students[place][column] = f"{earned:g}"
    text = io.StringIO()
    writer = csv.DictWriter(text, kept, lineterminator="\n")
    writer.writeheader()
    writer.writerows(book)
    without = [row["Student"] for row in students if not row[column]]
    return Joined(text.getvalue(), unknown, without)


def _place(
    known: Sequence[Sequence[set[str]]], keys: Sequence[set[str]], entry: Entry
) -> int | None:
    """The student that fits by the first kind of key by which any does."""
    for kind, mine in enumerate(keys):
        found = [place for place, theirs in enumerate(known) if theirs[kind] & mine]
        if len(found) > 1:
            raise AssignmentError(
                f"{entry.name}: {' or '.join(sorted(mine))} fits {len(found)} students of the "
                "gradebook; give student numbers in a CSV roster"
            )
        if found:
            return found[0]
    return None


def _keys_of_row(row: Mapping[str, str]) -> tuple[set[str], set[str], set[str]]:
    login = row.get("SIS Login ID", "")
    numbers = {row["ID"], row.get("SIS User ID", ""), login}
    last, comma, first = row["Student"].partition(",")
    name = f"{first} {last}" if comma else last
    return _clean(numbers), _clean({login, login.partition("@")[0]}), _clean({name})


def _keys_of(person: Person) -> tuple[set[str], set[str], set[str]]:
    mail = {person.email, person.email.partition("@")[0]}
    return _clean({person.sid}), _clean(mail), _clean({person.name})


def _clean(keys: Iterable[str]) -> set[str]:
    return {" ".join(k.casefold().split()) for k in keys} - {""}
