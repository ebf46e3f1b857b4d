"""A written question, from the settings of an assignment to a gradebook's cell."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from small_course import NAME, SETTINGS, small_course

from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.bundle import build

WRITTEN = '[[manual]]\ntitle = "{}"\npoints = 4\nrubric = "2 for each half"\n'


def course(root: Path, title: str) -> list[Path]:
    settings = SETTINGS.format(modules="small") + WRITTEN.format(title)
    folders = small_course(root, more={f"assignments/{NAME}/assignment.toml": settings})
    return build(folders, root / "dist")


def line(out: Path) -> dict[str, str]:
    (found,) = csv.DictReader((out / "grades.csv").read_text().splitlines())
    return found


def test_it_waits_everywhere_until_somebody_enters_points(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle, out = course(tmp_path, "Derive it")[1], tmp_path / "graded" / NAME
    (tmp_path / "ada.py").write_text("def double(x):\n    return x + x\n")
    command = ["grade", str(bundle), str(tmp_path / "ada.py"), "-o", str(out)]
    assert main(["--root", str(tmp_path), "list"]) == 0
    assert "Derive it" in capsys.readouterr().out
    assert main(command) == 0
    assert "of 5 points" in capsys.readouterr().out
    assert (line(out)["points"], line(out)["Derive it"]) == ("not graded yet", "not graded yet")
    book, filled = tmp_path / "book.csv", tmp_path / "filled.csv"
    book.write_text("Student,ID,Small (1)\n,,5\nada,7,\n")
    export = ["export", str(out), str(book), "--to", "canvas", "-o", str(filled)]
    assert main(export) == 0
    assert "a written question is not graded yet: 1 (ada)" in capsys.readouterr().err
    assert filled.read_text() == book.read_text()
    table = tmp_path / "adjustments.csv"
    table.write_text(
        f"kind,assignment,student,question,points,why\nmanual,{NAME},ada,Derive it,3.5,a sign\n"
    )
    assert main(export) == 0 and filled.read_text().endswith("ada,7,4.5\n")
    assert main(command) == 0
    assert (line(out)["points"], line(out)["Derive it"]) == ("4.5", "3.5")
    tests = json.loads((out / "results" / "ada.json").read_text())["tests"]
    assert {"name": "Derive it", "output": "3.5 of 4: a sign"}.items() <= tests[1].items()


def test_it_cannot_be_called_as_a_question_that_tests_grade(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"\[\[manual\]\] 'double' is a question with tests"):
        course(tmp_path, "double")
