"""From an empty folder to an assignment's zip, by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.cli import main


def test_a_new_course_has_an_assignment_that_builds_and_grades(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = tmp_path / "mycourse"
    assert main(["init", str(course)]) == 0
    assert "next: cd" in capsys.readouterr().out
    assert main(["--root", str(course), "new", "hw1", "--like", "training"]) == 0
    assert "wrote solutions/hw1/training.py" in capsys.readouterr().out
    dist, graded = tmp_path / "dist", tmp_path / "graded"
    assert main(["--root", str(course), "build", "hw0", "-o", str(dist), "--no-validate"]) == 0
    zip_path, answer = dist / "hw0" / "autograder.zip", course / "solutions/hw0/activations.py"
    assert main(["grade", str(zip_path), str(answer), "-o", str(graded)]) == 0
    assert "of 7 points" in capsys.readouterr().out
    assert '"points": 7.0' in (graded / "summary.json").read_text()


def test_what_is_there_already_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path)]) == 0
    assert main(["init", str(tmp_path)]) == 2
    assert "is there already, and nothing was written" in capsys.readouterr().err
    assert main(["--root", str(tmp_path), "new", "hw 1"]) == 2
    assert "cannot be an assignment's name" in capsys.readouterr().err
