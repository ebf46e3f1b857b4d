"""What results are known to come from: only what can change a point."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.assignment.provenance import commit_of

ROOT = Path(__file__).parents[3]
HAND_INS = "examples/submissions"
PROVEN = """
from pathlib import Path
from autograder.assignment.folders import Folders
from autograder.publish.proofs.validate import fingerprint
print(fingerprint(Folders(Path.cwd(), "hw1_layers")))
"""
REMARK = "\n# A remark that changes no point.\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the framework and of hw1 that a test may change."""
    for part in ("autograder", "examples/submissions"):
        shutil.copytree(
            ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "hostile.py")
        )
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(ROOT / part / "hw1_layers", tmp_path / part / "hw1_layers")
    return tmp_path


def run(checkout: Path, *arguments: str) -> str:
    """What a command of the copy prints."""
    return printed(checkout, "-m", "autograder", *arguments)


def printed(checkout: Path, *arguments: str) -> str:
    """What Python prints where the copy is the package."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_remark_in_a_report_regrades_nothing_refuses_no_shard_and_voids_no_proof(
    checkout: Path,
) -> None:
    run(checkout, "build", "hw1_layers", "--no-validate")
    bundle = checkout / "dist" / "hw1_layers" / "autograder.zip"
    before, proven = bundle.read_bytes(), printed(checkout, "-c", PROVEN)
    grade = ("grade", str(bundle), HAND_INS, "-o")
    run(checkout, *grade, "out")
    run(checkout, *grade, "part1", "--shard", "1/2")
    for room in ("reports/exports/canvas.py", "classroom/roster.py", "cli/grade.py"):
        with (checkout / "autograder" / room).open("a") as file:
            file.write(REMARK)
    assert "; 0 graded now" in run(checkout, *grade, "out")
    run(checkout, *grade, "part2", "--shard", "2/2")
    run(checkout, "merge", "part1", "part2", "-o", "whole")
    run(checkout, "build", "hw1_layers", "--no-validate")
    assert bundle.read_bytes() == before
    assert printed(checkout, "-c", PROVEN) == proven


@pytest.mark.parametrize("room", ["checks/values.py", "grading/engine.py", "sandbox/session.py"])
def test_what_can_change_a_point_is_graded_again(checkout: Path, room: str) -> None:
    program = "from autograder.assignment.provenance import framework; print(framework())"
    said = []
    for text in ("", REMARK):
        with (checkout / "autograder" / room).open("a") as file:
            file.write(text)
        said.append(printed(checkout, "-c", program))
    assert said[0] != said[1]


def test_a_bundle_carries_what_grades_and_nothing_else(dist: Path) -> None:
    with zipfile.ZipFile(dist / "autograder.zip") as archive:
        names = [n.split("/")[2] for n in archive.namelist() if n.startswith("framework/")]
    assert set(names) == {
        *("__init__.py", "_files.py", "errors.py", "language", "unpack"),
        *("checks", "assignment", "sandbox", "grading", "platforms"),
    }


def test_the_commit_of_a_course_is_that_of_its_own_repository(tmp_path: Path) -> None:
    """The framework lies elsewhere, as it does where it is installed."""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    (tmp_path / "task.md").write_text("a task")
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "a task"], check=True)
    head = subprocess.check_output([*git, "rev-parse", "HEAD"], text=True).strip()
    made_of = [tmp_path / "task.md", ROOT / "autograder" / "errors.py"]
    assert commit_of(tmp_path, made_of) == head
    (tmp_path / "task.md").write_text("another task")
    assert commit_of(tmp_path, made_of) == f"{head} + changes"
