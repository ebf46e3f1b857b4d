"""pack.py: what it says of a hand-in is what the grader says of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.bundle import opened_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "submissions"
SAID = re.compile(r"it has ([\d.]+) of ([\d.]+) points in the public tests(?:, ([\d.]+) bonus)?")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unpacked("hw1_layers", tmp_path / "my homework")


def unpacked(name: str, home: Path) -> Path:
    """What is in the student.zip of an assignment."""
    write_folder(home, student_files(Folders(ROOT, name)))
    return home


def pack(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, folder / "pack.py"]
    return subprocess.run(command, cwd=folder.parent, capture_output=True, text=True)


def public_points(rubric: Rubric, archive: Path, sandbox: Sandbox) -> tuple[float, float]:
    """Without and with bonus questions only."""
    public = [o for o in grade(rubric, archive, sandbox).outcomes if not o.hidden]
    return sum(o.points for o in public if not o.bonus), sum(o.points for o in public if o.bonus)


IDLE = """
def relu_forward(x):
    return x, x

def relu_backward(dout, cache):
    return dout
"""
"""Functions that leave their arguments alone, since they do nothing."""


@pytest.mark.parametrize("name", ["right", "untouched", "half_done", "mistaken", "idle"])
def test_the_archive_scores_what_was_said(
    name: str, folder: Path, rubric: Rubric, sandbox: Sandbox
) -> None:
    source = IDLE if name == "idle" else (EXAMPLES / f"{name}.py").read_text()
    (folder / "layers.py").write_text(source)
    done = pack(folder)
    assert done.returncode == 0, done.stderr
    archive = folder / "hw1_layers-submission.zip"
    said = SAID.search(done.stdout)
    assert said is not None and archive.name in done.stdout
    assert float(said[1]) == public_points(rubric, archive, sandbox)[0]
    assert sum(q.points for q in rubric.questions if not q.hidden) == float(said[2])


def test_bonus_points_and_files_that_cases_write(tmp_path: Path, sandbox: Sandbox) -> None:
    name = "hw2_data_and_initialization"
    home = unpacked(name, tmp_path / name)
    for module in ("preprocessing.py", "initializers.py"):
        shutil.copy(ROOT / "solutions" / name / module, home / module)
    said = SAID.search(pack(home).stdout)
    build(Folders(ROOT, name), tmp_path / "dist")
    with opened_bundle(tmp_path / "dist" / name / "autograder.zip") as rubric:
        found = public_points(rubric, home / f"{name}-submission.zip", sandbox)
    assert said is not None and (float(said[1]), float(said[3])) == found


def test_helper_modules_are_packed_too(folder: Path, rubric: Rubric, sandbox: Sandbox) -> None:
    shutil.copy(EXAMPLES / "right.py", folder / "helpers.py")
    (folder / "layers.py").write_text("from helpers import *\n")
    assert "holds helpers.py, layers.py." in pack(folder).stdout
    archive = folder / "hw1_layers-submission.zip"
    assert public_points(rubric, archive, sandbox)[0] == 48


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (None, "layers.py is missing in"),
        ("def f(:\n", "layers.py cannot be imported: SyntaxError"),
        ("import numpy\n\nx = 1 / 0\n", 'File "layers.py", line 3'),
        ("raise SystemExit(3)\n", "layers.py cannot be imported"),
    ],
)
def test_what_cannot_be_handed_in_is_not_packed(
    source: str | None, says: str, folder: Path
) -> None:
    if source is None:
        (folder / "layers.py").unlink()
    else:
        (folder / "layers.py").write_text(source)
    done = pack(folder)
    assert done.returncode == 2
    assert says in done.stderr and done.stderr.endswith("Nothing was packed.\n")
    assert not (folder / "hw1_layers-submission.zip").exists()
