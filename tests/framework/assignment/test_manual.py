"""Written questions: what assignment.toml may say, and what students read of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.assignment.manual import ManualQuestion, manual_questions
from autograder.assignment.settings import Gradescope, parse_assignment
from autograder.classroom.ledger import NAME, Ledger
from autograder.errors import AssignmentError
from autograder.grading.results import Results
from autograder.platforms.gradescope.document import to_json
from autograder.publish.rehearsal.schema import faults
from tools.terms import WRITTEN, make_term

TABLE = {"title": "Derive  it", "points": 5, "rubric": "2 for the chain rule\n"}


def test_a_written_question_comes_through_a_bundle_as_it_was_written() -> None:
    entries = {"name": "hw", "title": "HW", "modules": ["m"], "manual": [TABLE]}
    assignment = parse_assignment(entries, "assignment.toml")
    question = ManualQuestion("Derive it", 5.0, "2 for the chain rule")
    assert assignment.manual == [question]
    assert parse_assignment(json.loads(assignment.to_json()), "bundle") == assignment


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"title": "x"}, "should be written with two brackets"),
        (["x"], "number 1 should be a table, not 'x'"),
        ([{"title": "x"}], "number 1: points should be a positive number, not None"),
        ([{**TABLE, "points": True}], "points should be a positive number, not True"),
        ([{**TABLE, "points": float("inf")}], "points should be a positive number, not inf"),
        ([{**TABLE, "points": 0}], "points should be a positive number, not 0"),
        ([{**TABLE, "title": " "}], "title should be a text, not ' '"),
        ([{**TABLE, "rubric": 3}], "rubric should be a text, not 3"),
        ([{**TABLE, "name": "x"}], "unknown key 'name'; known are title, points, rubric"),
        ([TABLE, TABLE], "number 2: a second 'Derive it'"),
    ],
)
def test_what_is_wrong_in_one_is_told_with_its_number(tables: object, told: str) -> None:
    with pytest.raises(AssignmentError, match=rf"^hw: \[\[manual\]\].*{told}"):
        manual_questions(tables, "hw: [[manual]]")


def test_gradescope_shows_it_without_points_which_a_person_enters_there(tmp_path: Path) -> None:
    make_term(tmp_path)
    with Ledger(tmp_path / "graded" / WRITTEN / NAME) as ledger:
        run = ledger.last_run()
        results: list[Results] = [r.results for r in ledger.rows(run) if r.results is not None]
    (question,) = run.manual
    data = to_json(results[0], Gradescope(), {question.title: question.unanswered})
    assert faults(data.encode()) == []
    shown = next(test for test in json.loads(data)["tests"] if test["name"] == question.title)
    assert shown["output"] == "Not graded yet: a person gives up to 4 points."
    assert "score" not in shown and shown["visibility"] == "visible"
    assert json.loads(data)["score"] == results[0].points
