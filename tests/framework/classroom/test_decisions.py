"""Files of decisions: what they say; what is wrong in them is told with its place."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from autograder.classroom.adjustments.decisions import DECISION_KINDS, LateRule
from autograder.classroom.adjustments.reading import read_decisions
from autograder.errors import AssignmentError

WHOLE = """
students = "class.csv"

[late]
percent_a_day = 10
percent_of = "maximum"
grace_minutes = 15
days = 3
hard_stop_days = 5

[assignments.hw1]
due = 2026-11-30T23:59:00+01:00
graded = "graded/hw1"

[groups]
"team 4" = ["ada@x.edu", "00124"]

[[extension]]
assignment = "hw1"
group = "team 4"
until = "2026-12-02 23:59+01:00"
why = "a  conference"

[[override]]
assignment = "hw1"
student = "00124"
question = "relu"
points = 3
why = "right by another way"
by = "TA"
when = 2026-12-03

[[full_marks]]
assignment = "hw1"
question = "relu"
why = "the test was wrong"
"""

DOCS = (Path(__file__).parents[3] / "docs" / "decisions.md").read_text(encoding="utf-8")


def test_the_example_of_the_docs_is_a_file_of_decisions_of_every_kind(tmp_path: Path) -> None:
    (toml, csv) = (
        re.findall(rf"^```{kind}\n(.*?)^```", DOCS, re.M | re.S)[0] for kind in ("toml", "csv")
    )
    (tmp_path / "adjustments.toml").write_text(toml)
    (tmp_path / "adjustments.csv").write_text(csv)
    found = read_decisions([tmp_path / "adjustments.toml", tmp_path / "adjustments.csv"])
    assert {decision.kind for decision in found.each} == set(DECISION_KINDS)
    assert all(f"| `{kind}` |" in DOCS for kind in DECISION_KINDS)


def test_everything_that_a_file_says(tmp_path: Path) -> None:
    path = tmp_path / "adjustments.toml"
    path.write_text(WHOLE)
    found = read_decisions([path])
    assert found.late == LateRule(10.0, "maximum", 15.0, 3, 5.0)
    assert found.students == tmp_path / "class.csv"
    planned = found.assignments["hw1"]
    zone = timezone(timedelta(hours=1))
    assert planned.due == datetime(2026, 11, 30, 23, 59, tzinfo=zone)
    assert planned.graded == tmp_path / "graded" / "hw1"
    extension, override, marks = found.each
    assert extension.until == datetime(2026, 12, 2, 22, 59, tzinfo=timezone.utc)
    assert (extension.group, extension.why) == ("team 4", "a conference")
    assert (override.question, override.points) == ("relu", 3.0)
    assert (override.why, override.noted) == ("right by another way", "TA, 2026-12-03")
    assert (marks.student, marks.group) == ("", "")
    assert override.where == f"{path}: [[override]] number 1"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_says_the_same_a_row_a_decision(separator: str, tmp_path: Path) -> None:
    rules, table = tmp_path / "adjustments.toml", tmp_path / "adjustments.csv"
    rules.write_text(WHOLE)
    rows = [
        ["Kind", "assignment", "student", "group", "question", "points", "why"],
        ["manual", "hw1", "ada@x.edu", "", "Derive it", "4.5", "a sign is wrong"],
        ["", "", "", "", "", "", ""],
        ["bonus", "hw1", "", "team 4", "", "2", "found a bug"],
    ]
    table.write_text("\n".join(separator.join(row) for row in rows))
    found = read_decisions([table, rules])
    manual, bonus = found.each[:2]
    assert (manual.kind, manual.question, manual.points) == ("manual", "Derive it", 4.5)
    assert (bonus.kind, bonus.group, bonus.where) == ("bonus", "team 4", f"{table}, line 4")
    assert len(found.each) == 5 and found.files == (table, rules)


EXTENSION = '[[extension]]\nassignment = "hw1"\nstudent = "ada"\nwhy = "ill"\n'
BONUS = '[[bonus]]\nassignment = "hw1"\nwhy = "w"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[late]\npercent = 10", r"\[late\]: unknown key 'percent'; known are percent_a_day"),
        ("[late]\npercent_a_day = 110", "110, more than 100"),
        ("[late]\npercent_a_day = true", "percent_a_day should be a number from 0 on, not True"),
        ("[late]\npercent_a_day = nan", "should be a number from 0 on, not nan"),
        ("[late]\ndays = 1.5", "days should be a whole number, not 1.5"),
        ("[late]\ngrace_minutes = -1", "grace_minutes should be a number from 0 on, not -1"),
        ('[late]\npercent_of = "all"', "percent_of should be one of 'earned', 'maximum', not"),
        ("late = 3", r"\[late\] should be a table, not 3"),
        ("lateness = 3", "unknown key 'lateness'; known are late, assignments"),
        ("[assignments.hw1]\ndue = 2026-11-30", "due should be a day and a time, as .*, not 2026"),
        ('[assignments.hw1]\ndue = "soon: now"', "due should be a day and a time, as .*'soon"),
        ('[assignments.hw1]\nclosed = "x"', r"\[assignments.hw1\]: unknown key 'closed'"),
        ('[groups]\na = "ada"', "'a' should be a list of students, not 'ada'"),
        ("students = 3", "students should be the path of a roster, not 3"),
        (EXTENSION, r"\[\[extension\]\] number 1: the key 'until' is missing"),
        (EXTENSION + "until = 2026-12-01", "until should be a day and a time"),
        (EXTENSION + "points = 3", "unknown key 'points'"),
        (EXTENSION.replace('"ill"', '" "'), "the key 'until' is missing"),
        ("[extension]\nx = 1", r"\[\[extension\]\] should be written with two brackets"),
        (BONUS + 'student = "a"', "the key 'points' is missing"),
        (BONUS + 'student = "a"\npoints = 0', "a bonus of 0 points is none"),
        (BONUS + "points = 1", "should name a student or a group, and not both"),
        (BONUS + 'points = 1\nstudent = "a"\ngroup = "b"', "and not both"),
        (BONUS + 'points = 1\ngroup = "b"', "no group 'b'; the groups are: none"),
        (BONUS + 'points = "1"\nstudent = "a"', "points should be a number from 0 on, not '1'"),
        (BONUS + "points = 1\nstudent = 124", "student should be a text, not 124"),
        ("x = ", "adjustments.toml: .*[Ii]nvalid"),
    ],
)
def test_what_is_wrong_is_told_with_the_file_and_the_place(
    text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "adjustments.toml"
    path.write_text(text)
    with pytest.raises(AssignmentError, match=told) as error:
        read_decisions([path])
    assert str(error.value).startswith(str(path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("student,why\nada,ill\n", "adjustments.csv: no column kind; a row is one of extension"),
        ("kind,why\nnothing,ill\n", "adjustments.csv, line 2: 'nothing' is no kind"),
        ("kind,assignment,student,points,why\nbonus,hw1,ada,two,w\n", "not 'two'"),
        ("kind,assignment,student,points,why\nbonus,hw1,ada,2,w,x\n", "line 2: more cells than"),
        ("kind,assignment,student,points\nbonus,hw1,ada,2\n", "line 2: the key 'why' is missing"),
        ("", "no column kind"),
    ],
)
def test_what_is_wrong_in_a_table_is_told_with_its_line(
    text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "adjustments.csv"
    path.write_text(text)
    with pytest.raises(AssignmentError, match=told):
        read_decisions([path])
