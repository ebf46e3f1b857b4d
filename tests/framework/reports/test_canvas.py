"""Points into a Canvas gradebook."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.people import Entry, Person
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.reports.exports.canvas import assignment_column, joined, read_gradebook

BOOK = """Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (10),HW 2 (11),Final Score
    Points Possible,,,,,62,36.5,(read only)
"Lovelace, Ada",1,a12,ada@example.org,A,5,,
"Noether, Emmy",2,e34,emmy,A,,,
"Li, Wei",3,w1,wei1,B,,,
"Li, Wei",4,w2,wei2,B,,,
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text("\ufeff" + BOOK, encoding="utf-8")
    return path


def entry(name: str, *people: Person) -> Entry:
    return Entry(name, Path(name), people)


def filled(book: Path, *points: tuple[Entry, float]) -> tuple[dict[str, str], list[str], list[str]]:
    found = joined(*read_gradebook(book), "HW 1 (10)", points)
    lines = list(csv.DictReader(found.text.splitlines()))
    assert list(lines[0]) == [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "HW 1 (10)",
    ]
    assert lines[0]["HW 1 (10)"] == "62"
    return {row["ID"]: row["HW 1 (10)"] for row in lines[1:]}, found.unknown, found.without


def test_people_are_found_by_number_mail_and_name(book: Path) -> None:
    by_number = entry("submission_1", Person("W. Li", "w2", "other@example.org"))
    group = entry("g", Person("", "", "ADA@example.org"), Person("Emmy  Noether", "", ""))
    stranger = entry("s", Person("Nobody", "x", "nobody@example.org"))
    cells, unknown, without = filled(book, (by_number, 62.0), (group, 10.5), (stranger, 1.0))
    assert cells == {"1": "10.5", "2": "10.5", "3": "", "4": "62"}
    assert unknown == ["Nobody"] and without == ["Li, Wei"]


def test_without_a_roster_the_file_name_tells_the_student(book: Path) -> None:
    cells, unknown, _ = filled(book, (entry("emmy"), 3.0), (entry("Ada Lovelace"), 4.0))
    assert cells["2"] == "3" and cells["1"] == "4" and unknown == []


def test_a_name_that_fits_two_students_is_no_guess(book: Path) -> None:
    with pytest.raises(AssignmentError, match="wei li fits 2 students of the gradebook"):
        filled(book, (entry("x", Person("Wei Li")), 1.0))


def test_the_column_must_be_there() -> None:
    columns = ["Student", "ID", "HW 1 (10)", "HW 1b (11)"]
    assert assignment_column(columns, "HW 1 (10)", "whatever") == "HW 1 (10)"
    assert assignment_column(columns, None, "HW 1 ") == "HW 1 (10)"
    with pytest.raises(AssignmentError, match="say --column with one of HW 1"):
        assignment_column(columns, None, "HW 1")
    with pytest.raises(AssignmentError, match="does not have 'HW 7'"):
        assignment_column(columns, "HW 7", "")


def test_the_command(
    grade_all: Callable[..., Any],
    hand_ins: Path,
    book: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (hand_ins / "ada.py").rename(hand_ins / "Ada Lovelace.py")
    grade_all(hand_ins)
    command = ["canvas", str(tmp_path / "out"), str(book), "-o", str(tmp_path / "new.csv")]
    assert main([*command, "--column", "HW 1 (10)"]) == 0
    said = capsys.readouterr().out
    assert "not in the gradebook: 5 (bob, copy" in said and "no hand-in, left empty: 3" in said
    assert ",62\n" in (tmp_path / "new.csv").read_text()
    assert main(command) == 2
    (tmp_path / "no.csv").write_text("a,b\n1,2\n")
    assert main(["canvas", str(tmp_path / "out"), str(tmp_path / "no.csv"), "-o", "x"]) == 2
    said = capsys.readouterr().err
    assert "begins with 'Layers of a convolutional network'" in said and "no gradebook" not in said
    assert "not a gradebook of Canvas" in said
