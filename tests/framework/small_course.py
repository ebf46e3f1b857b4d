"""A course of one small assignment, which tests write to a folder and then spoil."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from autograder._files import write_folder
from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.checks.run import Verdict
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers, Workplace
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

NAME = "hw"
LOCK = Path(__file__).parents[2] / "assignments" / "hw1_layers" / "requirements.lock"
"""What NumPy alone needs."""
SETTINGS = 'title = "Small"\nmodules = ["{modules}"]\nimports = ["numpy"]\n'
REFERENCE = '''"""Twice."""

import numpy as np


def double(x):
    """Twice x."""
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION
'''
TEST = '''OK_FORMAT = False
name = "double"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(double):
    """doubles"""
    assert_close(double(np.array([1.0, 2.5])), np.array([2.0, 5.0]), "double")
'''


def small_course(
    root: Path,
    *,
    modules: str = "small",
    reference: str = REFERENCE,
    test: str = TEST,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Folders:
    """Write the course to ``root``: one module, one public test, and ``more`` (path -> text)."""
    files = {
        f"assignments/{NAME}/assignment.toml": SETTINGS.format(modules=modules),
        f"assignments/{NAME}/handout.md": "# Small\n\n`double(x)` is twice x.\n",
        f"assignments/{NAME}/requirements.lock": LOCK.read_text(),
        f"solutions/{NAME}/small.py": reference,
        f"tests/{NAME}/public/double.py": test,
        **more,
    }
    write_course(root, files)
    return Folders(root, NAME)


def write_course(root: Path, files: Mapping[str, str]) -> None:
    """Write files (path -> text) below ``root``."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def graded(folders: Folders, hand_in: Path, scratch: Path) -> Results:
    """What the bundle of the course gives a hand-in."""
    made = build(folders, scratch / "dist")[1]
    with open_bundle(made) as rubric, Sandbox() as sandbox:
        results = grade(rubric, hand_in, sandbox)
    assert not results.failure, results.failure
    return results


def at_home(folders: Folders, files: Mapping[str, str], home: Path) -> str:
    """What pytest prints in the student's folder, made at ``home`` with ``files`` in it."""
    write_folder(home, student_files(folders))
    write_course(home, files)
    return run_at_home(home, "-m", "pytest", "-p", "no:cacheprovider").stdout


def run_at_home(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command with this Python, which finds no framework but the folder's own."""
    return subprocess.run(
        [sys.executable, "-B", *command],
        cwd=home,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )


def lost(folders: Folders, files: Mapping[str, str]) -> list[Verdict]:
    """What the proofs say of a hand-in: the cases that it does not pass."""
    with Sandbox() as sandbox:
        return Workplace(Answers(folders), sandbox).lost(files)
