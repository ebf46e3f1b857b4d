"""Points into gradebooks as they are: one cell a student, and no other byte changed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError
from autograder.reports.exports import EXPORTS, Filled, filled_sheet, read_sheet

HEAD = "Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (5501)\n"
POSSIBLE = "    Points Possible,,,,,62.00\n"
CANVAS = HEAD + POSSIBLE
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed\n"
    "Participant 1234501,Ada Example,00123,ada@x.edu,Submitted,,62.00,Yes\n"
    "Participant 1234502,Bob O\u2019Neil,00124,bob@x.edu,Submitted,7.00,62.00,Yes\n"
    "Participant 1234503,Cyd Example,00125,cyd@x.edu,Submitted,5.00,62.00,No\n"
)
MOODLE_BOOK = (
    "First name,Last name,ID number,Email address,Assignment: HW 1 (Real),Quiz (Real)\n"
    "Ada,Example,00123,ada@x.edu,-,4.00\nBob,O'Neil,00124,bob@x.edu,-,\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"HW 1 [Total Pts: 62 Score] |12345"\n'
    '"Example"\t"Ada"\t"aexample"\t"00123"\t""\n"Example"\t"Bob"\t"bexample"\t"00124"\t"3.00"\n'
)
GRADESCOPE = (
    "First Name,Last Name,SID,Email,Sections,HW 1,HW 1 - Max Points,HW 1 - Lateness (H:M:S)\n"
    "Ada,Example,00123,ada@x.edu,A,,62.0,00:00:00\nBob,Example,00124,bob@x.edu,A,3.0,62.0,\n"
)


def entry(title: str, *people: Person) -> Entry:
    return Entry(title, Path(title), people, display=title)


def person(name: str = "", **known: str) -> Person:
    return Person(name, **known)


def filled(
    tmp_path: Path,
    text: str | bytes,
    *points: tuple[Entry, float],
    to: str = "canvas",
    scale: bool = False,
    most: float = 62.0,
) -> Filled:
    path = tmp_path / "book.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    sheet = read_sheet(path)
    return filled_sheet(EXPORTS[to], sheet, points, max_points=most, title="HW 1", scale=scale)


def cells(found: Filled, separator: str = ",") -> list[str]:
    """The column of HW 1, without its head."""
    rows = list(csv.reader(io.StringIO(found.data.decode("utf-8-sig")), delimiter=separator))
    column = next(i for i, name in enumerate(rows[0]) if "HW 1" in name)
    return [row[column] for row in rows[1:]]


def test_no_byte_changes_but_the_cells_of_students_with_a_result(tmp_path: Path) -> None:
    text = (
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,HW 1 (5501),HW 2 (7),Final Score\r\n"
        "    Points Possible,,,,,62.00,10,(read only)\r\n"
        '"Example, Ada",70001,00123,aexample,"CS1, ""x""",,EX,99.1\r\n'
        '"Example, Cyd",70003,00125,cexample,CS1,55.5,,\r\n'
        '"Example, Dee",70004,00126,dexample,CS1,EX,3,\r\n'
        '"Example, Eli",70005,00127,eexample,CS1,N/A,,'
    )
    found = filled(tmp_path, text, (entry("a", person(sid="00123")), 3.5))
    assert found.data == text.replace('x""",,EX', 'x""",3.5,EX').encode()
    assert found.kept == ["Example, Cyd", "Example, Dee", "Example, Eli"]
    assert found.written == ["Example, Ada"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_decimal_commas_semicolons_and_code_pages_stay(tmp_path: Path, encoding: str) -> None:
    text = CANVAS.replace(",", ";").replace("62.00", "62,00") + "Núñez, José;7;00123;j;A;\n"
    found = filled(tmp_path, text.encode(encoding), (entry("a", person(sid="00123")), 3.5))
    assert found.data == text.replace("j;A;", "j;A;3,5").encode(encoding)


def test_a_number_with_a_comma_is_quoted_where_commas_separate(tmp_path: Path) -> None:
    text = HEAD + '    Points Possible,,,,,"62,00"\n"Example, Ada",1,00123,a,A,"1,5"\n'
    found = filled(tmp_path, text, (entry("a", person(sid="00123")), 3.5))
    assert found.data.decode() == text.replace("1,5", "3,5")


@pytest.mark.parametrize(
    "text",
    [
        "LastName,FirstName,ID,HW 1 (5)\n,,,62\nNúñez,José,7,\n",
        'Student,ID,HW 1 (5)\n    Points Possible,,62\n"Núñez, José",7,\n',
    ],
)
def test_names_in_one_column_or_two_composed_or_not(tmp_path: Path, text: str) -> None:
    decomposed = entry("a", person("JOSE\u0301  Nu\u0301n\u0303ez"))
    found = filled(tmp_path, text, (decomposed, 3.0))
    assert found.data.decode() == text.replace("7,", "7,3")
    assert found.written == ["Núñez, José"]


ROWS = '"Example, Ada",1001,1002,smith@x.edu,A,\n"Example, Bob",1002,1003,smith@alumni.x.edu,A,\n'


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (person(email="smith@x.edu"), person(email="smith@alumni.x.edu")),
        (person(sid="1002"), person(sid="1003")),
        (person(number="canvas 1001"), person(number="canvas 1002")),
        (person(sid="01002"), person(sid="001003")),
        (person("Example Ada"), person("Bob Example", email="bob@elsewhere.org")),
    ],
)
def test_the_surest_key_decides(tmp_path: Path, first: Person, second: Person) -> None:
    found = filled(tmp_path, CANVAS + ROWS, (entry("a", first), 1.0), (entry("b", second), 2.0))
    assert cells(found) == ["62.00", "1", "2"] and not found.unknown
    assert found.by_name == ["Example, Bob"] * (second.email == "bob@elsewhere.org")


@pytest.mark.parametrize("name", ["王伟", "王 伟", "伟 王"])
def test_chinese_names_are_found_with_spaces_or_without(tmp_path: Path, name: str) -> None:
    text = CANVAS + '"王, 伟",1,,,A,\n"王, 芳",2,,,A,\n'
    assert cells(filled(tmp_path, text, (entry("a", person(name)), 1.0))) == ["62.00", "1", ""]
    assert cells(filled(tmp_path, text, (entry(name), 1.0))) == ["62.00", "1", ""]


def test_the_column_of_hw_1_is_not_that_of_hw_10(tmp_path: Path) -> None:
    text = "Student,ID,HW 10 (3),HW 1 (4)\n    Points Possible,,62,62\nA,7,,\n"
    found = filled(tmp_path, text, (entry("7"), 1.0))
    assert found.column == "HW 1 (4)" and found.data.decode() == text.replace("A,7,,", "A,7,,1")


def test_a_name_that_a_student_chose_never_outranks_a_number(tmp_path: Path) -> None:
    found = filled(
        tmp_path, CANVAS + ROWS, (entry("1002"), 9.0), (entry("b", person(sid="1002")), 2)
    )
    assert cells(found) == ["62.00", "2", ""] and found.outdone == ["1002 (Example, Ada)"]


def test_a_name_does_not_stand_against_a_number(tmp_path: Path) -> None:
    hand_ins = (
        (entry("a", person("Ada Example", sid="5")), 1.0),
        (entry("b", person(sid="1003")), 2.0),
    )
    found = filled(tmp_path, CANVAS + ROWS, *hand_ins)
    assert found.unknown == ["Ada Example"] and cells(found) == ["62.00", "", "2"]


@pytest.mark.parametrize(
    ("hand_ins", "says"),
    [
        ([person(sid="1002"), person(sid="1002")], "a and b both fit Example, Ada"),
        ([person("Nobody"), person("Noone")], "none of the 2 hand-ins is of anybody in it"),
        ([person("Cy Example"), person(sid="1002")], "cy example fits 2 students of the gradebook"),
    ],
)
def test_who_cannot_be_told_is_an_error(tmp_path: Path, hand_ins: list[Person], says: str) -> None:
    rows = ROWS + '"Example, Cy",1,,,A,\n"Example, Cy",2,,,A,\n'
    points = [(entry(t, p), 1.0) for t, p in zip("ab", hand_ins, strict=True)]
    with pytest.raises(AssignmentError, match=says):
        filled(tmp_path, CANVAS + rows, *points)


def test_points_above_the_columns_are_an_error_or_scaled(tmp_path: Path) -> None:
    ada = entry("a", person(sid="1002"))
    text = CANVAS.replace("62.00", "10.00") + ROWS
    with pytest.raises(AssignmentError, match="gives 10 points, the assignment 62: say --scale"):
        filled(tmp_path, text, (ada, 31.0))
    assert cells(filled(tmp_path, text, (ada, 31.0), scale=True)) == ["10.00", "5", ""]
    bonus = filled(tmp_path, CANVAS + ROWS, (ada, 64.0))
    assert cells(bonus) == ["62.00", "64", ""] and bonus.above == ["Example, Ada"]
    assert filled(tmp_path, CANVAS.replace("62.00", "100") + ROWS, (ada, 62.0)).below == 100


@pytest.mark.parametrize(
    ("to", "text", "changed"),
    [
        ("moodle", MOODLE, {"Submitted,,62": "Submitted,1,62", "Submitted,7.00": "Submitted,2"}),
        ("moodle", MOODLE_BOOK, {"ada@x.edu,-": "ada@x.edu,1", "bob@x.edu,-": "bob@x.edu,2"}),
        ("blackboard", BLACKBOARD, {'""\n': '"1"\n', '"3.00"': '"2"'}),
        ("gradescope", GRADESCOPE, {"A,,62": "A,1,62", "A,3.0,62": "A,2,62"}),
        (
            "canvas",
            CANVAS + "A,7,00123,,B,\nB,8,00124,,B,\n",
            {"123,,B,": "123,,B,1", "124,,B,": "124,,B,2"},
        ),
    ],
)
def test_each_platforms_gradebook_is_filled(
    tmp_path: Path, to: str, text: str, changed: dict[str, str]
) -> None:
    hand_ins = entry("a", person(sid="123")), entry("b", person("Bob O'Neil", sid="00124"))
    found = filled(tmp_path, text, (hand_ins[0], 1.0), (hand_ins[1], 2.0), to=to)
    for old, new in changed.items():
        text = text.replace(old, new)
    assert found.data.decode() == text


def test_moodles_own_number_of_a_participant_finds_the_row(tmp_path: Path) -> None:
    found = filled(
        tmp_path,
        MOODLE,
        (entry("Ada", person("Ada", number="moodle 1234501")), 1.0),
        (entry("Bob O'Neil"), 2.0),
        (entry("Cyd", person("Cyd Example")), 3.0),
        to="moodle",
    )
    assert b"Submitted,1,62" in found.data and b"Submitted,2,62" in found.data
    assert found.locked == ["Cyd Example"] and b"Submitted,5.00,62" in found.data


@pytest.mark.parametrize("to", list(EXPORTS))
def test_another_platforms_gradebook_is_refused(tmp_path: Path, to: str) -> None:
    with pytest.raises(AssignmentError, match=r"no column|no grades"):
        filled(tmp_path, "a,b\n1,2\n", (entry("a"), 1.0), to=to)
