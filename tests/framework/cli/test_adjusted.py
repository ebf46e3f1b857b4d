"""Decisions on points, typed and found: what grade keeps of them, and what it says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from autograder.classroom.ledger import NAME, Ledger
from autograder.cli import main

LATE = "[late]\npercent_a_day = 10\n\n[assignments.hw1_layers]\ndue = 2026-11-30T22:59:00Z\n"
BONUS = '\n[[bonus]]\nassignment = "hw1_layers"\nstudent = "{}"\npoints = 2\nwhy = "a bug report"\n'


@pytest.fixture
def roster(tmp_path: Path, right_source: str) -> Path:
    """Ada, in time or late as the roster says."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "ada.py").write_text(right_source)
    (folder / "class.csv").write_text(
        "student,sid,file,submitted\nAda,1,ada.py,2026-12-01 10:00Z\n"
    )
    return folder / "class.csv"


def points(out: Path) -> str:
    (line,) = csv.DictReader((out / "grades.csv").read_text().splitlines())
    return line["points"]


def test_what_lies_beside_the_roster_counts_and_is_kept_when_graded_again(
    roster: Path, dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, bundle = tmp_path / "elsewhere" / "a" / "b" / "out", str(dist / "autograder.zip")
    decisions = roster.parent / "adjustments.toml"
    decisions.write_text(LATE)
    command = ["grade", bundle, str(roster), "-o", str(out)]
    assert main([*command, "--due", "2026-12-24T23:59Z"]) == 0
    assert points(out) == "55.8"  # a day late: ten percent of 62
    said = capsys.readouterr().err
    assert f"decisions on points: {decisions}" in said
    assert "the due date of that file holds, not --due" in said
    decisions.write_text(LATE + BONUS.format(1))
    assert main(command) == 0 and points(out) == "57.8"
    assert main(["explain", str(out), "Ada"]) == 0
    explained = capsys.readouterr().out
    assert "1 day late, 1 times 10 % of 62" in explained
    assert explained.endswith("= 57.8 of 62\n")


def test_a_mistake_in_the_file_is_told_before_anything_is_graded(
    roster: Path, dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (roster.parent / "adjustments.toml").write_text(LATE.replace("percent_a_day", "percent"))
    assert main(["grade", str(dist / "autograder.zip"), str(roster), "-o", str(out)]) == 2
    assert "unknown key 'percent'" in capsys.readouterr().err and not (out / NAME).exists()


def test_a_student_who_is_not_known_costs_no_grading(
    roster: Path, dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, decisions = tmp_path / "out", roster.parent / "adjustments.toml"
    decisions.write_text(BONUS.format("Adam"))
    command = ["grade", str(dist / "autograder.zip"), str(roster), "-o", str(out)]
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "no student 'Adam' is known" in said and "like it are ada" in said
    assert not (out / "grades.csv").exists()
    decisions.write_text(BONUS.format("Ada"))
    assert main(command) == 0 and points(out) == "64"
    with Ledger(out / NAME) as ledger:
        (row,) = ledger.rows(ledger.last_run())
        assert row.results is not None and row.results.points == 62


def test_who_cannot_be_late_since_nobody_knows_when_they_came_is_counted(
    roster: Path, dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster.write_text("student,sid,file\nAda,1,ada.py\n")
    (tmp_path / "late.toml").write_text(LATE)
    command = ["grade", str(dist / "autograder.zip"), str(roster), "-o", str(tmp_path / "out")]
    assert main([*command, "--adjustments", str(tmp_path / "late.toml")]) == 0
    assert "when 1 hand-ins came is not known" in capsys.readouterr().err
    assert points(tmp_path / "out") == "62"
