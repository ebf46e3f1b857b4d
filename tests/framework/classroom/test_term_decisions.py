"""Whom decisions are about, and which of them cannot hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.adjustments.directory import Directory, read_students
from autograder.classroom.adjustments.place import opened_term
from autograder.classroom.adjustments.term import StudentAccount
from autograder.classroom.ledger import NAME, Conditions, Ledger
from autograder.classroom.people import Person
from autograder.errors import AssignmentError
from tools.terms import NEVER, MadeUpTerm, make_term, person, sid


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeUpTerm:
    return make_term(tmp_path_factory.mktemp("term"))


def accounts(made: MadeUpTerm, text: str, name: str = "t1") -> dict[str, StudentAccount]:
    """The accounts of an assignment under other decisions, by student number."""
    path = made.folder / "other.toml"
    path.write_text(text)
    with Ledger(made.folder / "graded" / name / NAME) as ledger:
        run = ledger.last_run()
        term = opened_term(ledger, run, path)
        found = [a for row in ledger.rows(run) for a in term.accounts(row)] + term.absent()
    return {account.person.sid: account for account in found}


def override(student: str, **about: object) -> str:
    keys = {"points": 3, **about}
    said = "".join(f"{key} = {value!r}\n" for key, value in keys.items())
    return (
        f'[[override]]\nassignment = "t1"\nstudent = "{student}"\nwhy = "w"\nby = "TA"\n'
        f"when = 2026-12-01\n{said}"
    )


@pytest.mark.parametrize("called", [sid(50), "S50@X.EDU", "s50@x.edu"])
def test_a_student_is_known_by_anything_that_the_class_has(called: str, made: MadeUpTerm) -> None:
    found = accounts(made, 'students = "students.csv"\n' + override(called))
    assert [s for s, a in found.items() if a.account.is_adjusted] == [sid(50)]
    assert found[sid(50)].account.points == 3.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            override("00999"),
            r"number 1: no student '00999' is known \(students = .*\); like it are",
        ),
        (override("Student 10 Example"), "'Student 10 Example' is what 3 students are called"),
        (override(sid(NEVER)), rf"no student '{sid(NEVER)}' is known"),
        (override(sid(1), points=12), "number 1: 12 points, and t1 has 11.5"),
        (
            override(sid(1), question="forward", points=5),
            "number 1: 5 points, and forward has 4.5",
        ),
        (
            override(sid(1), question="forwards"),
            "no question 'forwards'; there are forward, backward, extra",
        ),
        (override(sid(1)) + override(sid(1)), "number 2: the total is decided in .* number 1"),
        (
            override(sid(1), question="extra", points=1)
            + '[[excused]]\nassignment = "t1"\nstudent = "00001"\nquestion = "extra"\nwhy = "w"\n',
            "extra is decided in",
        ),
        (
            '[[manual]]\nassignment = "t1"\nstudent = "00001"\nquestion = "forward"\npoints = 1\n',
            "'forward' is graded by tests: override its points",
        ),
        (override(sid(1)).replace("t1", "t9"), "no assignment 't9'; there are t1"),
        ("[assignments.t2]\n", r"says nothing of t1: add \[assignments.t1\]"),
        (
            '[assignments.t1]\ndue = 2026-09-14T22:00Z\n[[extension]]\nassignment = "t1"\n'
            'student = "00001"\nuntil = 2026-09-14T21:00:00Z\nwhy = "w"\n',
            "until 2026-09-14 21:00",
        ),
        (
            "[late]\ndays = 1\n[assignments.t1]\ndue = 2026-09-14T22:00:00Z\n"
            "[assignments.t0]\ndue = 2026-09-01T22:00:00Z\n",
            r"\[assignments.t0\]: graded is missing",
        ),
        (
            "[late]\ndays = 1\n[assignments.t1]\ndue = 2026-09-14T22:00:00Z\n"
            '[assignments.t0]\ndue = 2026-09-01T22:00:00Z\ngraded = "graded/t2"\n',
            "of t2, not of t0",
        ),
        ('students = "nobody.csv"\n', "nobody.csv: cannot be read"),
    ],
)
def test_what_cannot_hold_is_told_with_its_place(text: str, told: str, made: MadeUpTerm) -> None:
    text = text.replace("22:00Z", "22:00:00Z")
    with pytest.raises(AssignmentError, match=told):
        accounts(made, text)


def test_who_handed_nothing_in_is_known_from_the_class_and_gets_what_a_person_gives(
    made: MadeUpTerm,
) -> None:
    found = accounts(made, 'students = "students.csv"\n' + override(sid(NEVER)))
    assert found[sid(NEVER)].account.points == 3.0 and len(found) == 120
    assert sid(NEVER) not in accounts(made, 'students = "students.csv"\n')


def test_members_of_a_group_can_have_other_points(made: MadeUpTerm) -> None:
    text = override(sid(1)).replace("t1", "t3")
    found = accounts(made, text, "t3")
    group = [a for a in found.values() if person(1) in a.entry.people]
    points = [a.account.points for a in group]
    assert len(points) == 3 and points.count(3.0) >= 1 and len(set(points)) == 2


def test_the_due_date_of_the_file_holds_and_else_the_one_that_was_said(made: MadeUpTerm) -> None:
    with Ledger(made.folder / "graded" / "t1" / NAME) as ledger:
        run = replace(ledger.last_run(), conditions=Conditions(due=made.due["t2"]))
        bare = made.folder / "bare.toml"
        bare.write_text("[late]\npercent_a_day = 1\n")
        assert opened_term(ledger, run, made.folder / "adjustments.toml").due == made.due["t1"]
        assert opened_term(ledger, run, bare).due == made.due["t2"]


def test_one_person_of_several_classes_is_one(tmp_path: Path) -> None:
    directory = Directory()
    wei, other = Person("Wei Zhang", sid="1"), Person("Wei Zhang", sid="2")
    ada = Person("Ada Example", sid="3", email="ada@x.edu")
    first = directory.enter_class([wei, other, ada])
    assert len(set(first)) == 3
    second = directory.enter_class([Person("Ada Example"), Person("Wei Zhang", number="canvas 7")])
    assert second[0] == first[2]
    assert second[1] not in first  # one of the two, and nobody can say which
    third = directory.enter_class([Person(sid="2", number="canvas 7")])
    assert [directory.number(n) for n in (second[1], third[0])] == [first[1], first[1]]
    assert directory.find("ADA@x.edu") == {first[2]} and len(directory.find("wei zhang")) == 2


def test_the_class_is_read_from_a_roster_without_files(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("Student;SID;Email\nZoë Ö;007;z@x.edu\n\nBob;8;\n")
    assert read_students(path) == [Person("Zoë Ö", "007", "z@x.edu"), Person("Bob", "8")]
    path.write_text("Student,SID\n,\nAda,\n,,x\n")
    with pytest.raises(AssignmentError, match="line 4: names nobody"):
        read_students(path)
    path.write_text("Vorname\nAda\n")
    with pytest.raises(AssignmentError, match="the columns should be some of student, name, sid"):
        read_students(path)
