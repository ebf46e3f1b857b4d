"""A case that costs nothing is passed or failed like any other, in every report."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from notebook_course import MODULE, REFERENCE, as_notebook, notebook_course

from autograder.classroom.ledger.records import GradedCase
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.bundle import build
from autograder.reports.statistics import halves


def test_it_is_counted_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = build(notebook_course(tmp_path / "course"), tmp_path / "dist")[1]
    wrong = as_notebook(REFERENCE, {"x = 2": "x = 'two'", "display(x + nine)": "pass"})
    for name, notebook in (("right", as_notebook(REFERENCE)), ("wrong", wrong)):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / f"{MODULE}.ipynb").write_bytes(notebook)
    out = str(tmp_path / "out")
    assert main(["grade", str(bundle), str(tmp_path / "in"), "-o", out]) == 0
    assert "wrong                              2   2 of 4 cases lost" in capsys.readouterr().out
    assert main(["explain", out, "wrong"]) == 0
    assert "0 of 0  is a whole number (failed)" in capsys.readouterr().out
    assert main(["report", out]) == 0
    with (tmp_path / "out" / "grades.csv").open() as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert (rows["wrong"]["points"], rows["right"]["points"]) == ("2", "4")
    document = json.loads((tmp_path / "out" / "results" / "wrong.json").read_text())
    (case,) = [t for t in document["tests"] if t["name"] == "prime: is a whole number"]
    assert (case["status"], case["max_score"]) == ("failed", 0)
    assert "x should be a whole number" in case["output"]


def test_points_below_nothing_are_refused(tmp_path: Path) -> None:
    folders = notebook_course(tmp_path)
    test = folders.public / "prime.py"
    for points in ("-1", "float('nan')", "True", "None"):
        test.write_text(test.read_text().replace("points=0", f"points={points}"))
        with pytest.raises(AssignmentError, match="the case 'is a whole number' has no points"):
            build(folders, tmp_path / "dist")
        test.write_text(test.read_text().replace(f"points={points}", "points=0"))


def test_a_question_without_points_has_a_pass_rate_by_its_cases() -> None:
    asked = [
        GradedCase(question, name, hidden=False, bonus=False, points=points)
        for question, name, points in (("q", "a", 0.0), ("q", "b", 0.0), ("r", "c", 2.0))
    ]
    half, other = halves(asked, np.array([[True, False, True], [True, True, False]]))
    assert (half.points, half.share, other.share) == (0.0, 0.75, 0.5)
    assert [case.rate for case in half.cases] == [1.0, 0.5]
