"""The guesses of hw4's notebook: kept in a module, packed, worth a quarter of a point."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.folders import Folders
from autograder.grading.engine import grade
from autograder.publish.proofs.answers import Answers
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
FOLDERS = Folders(ROOT, "hw4_training")
NOTEBOOK = (FOLDERS.assignment / "notebook.py").read_text(encoding="utf-8")
ASKED = re.findall(r'^predict\("(\w+)", None\)$', NOTEBOOK, re.M)
KEEPING = "import numpy as np; from autograder.student.notebook import predict, truth"
"""What a cell imports that keeps guesses."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What students get, with the reference's modules of the earlier assignments."""
    write_folder(tmp_path, student_files(FOLDERS))
    answer = Answers(FOLDERS).answer
    for name, text in answer.brought.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(folder: Path, *command: str) -> str:
    """What a command in the student's folder prints."""
    done = subprocess.run(
        [sys.executable, "-B", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_the_notebook_asks_for_what_the_case_wants_and_the_reference_answers() -> None:
    names = runpy.run_path(str(FOLDERS.public / "predictions.py"))["NAMES"]
    assert tuple(ASKED) == names
    reference = runpy.run_path(str(FOLDERS.solution / "predictions.py"))["predictions"]()
    assert sorted(reference) == sorted(names)
    assert [name for name in names if f'truth("{name}", ' not in NOTEBOOK] == []


def test_guesses_are_kept_one_by_one_and_count_once_all_are_made(folder: Path) -> None:
    ask = "from check import check; check('predictions')"
    assert "0 of 0.25" in run(folder, "-c", ask)
    head = (folder / "predictions.py").read_text()
    for name in ASKED[:-1]:
        guess = '"sgd"' if name == "best_rule" else "-1"
        assert run(folder, "-c", f"{KEEPING}\npredict({name!r}, {guess})") == ""
    assert f"for {ASKED[-1]}. The notebook asks for them." in run(folder, "-c", ask)
    ends = f"{KEEPING}\npredict({ASKED[-1]!r}, None); predict({ASKED[-1]!r}, np.int64(7))"
    shown = run(folder, "-c", f"{ends}\ntruth({ASKED[-1]!r}, 5.0); truth('best_rule', 'adam')")
    assert shown == "ensemble_errors: 5 (your guess: 7.0)\nbest_rule: adam (your guess: sgd)\n"
    assert "0.25 of 0.25" in run(folder, "-c", ask)
    kept = (folder / "predictions.py").read_text()
    assert kept.startswith(head.partition("def ")[0])


def test_the_file_is_packed(folder: Path) -> None:
    packed = run(folder, "pack.py")
    assert "predictions.py" in packed.splitlines()[0], packed


@pytest.mark.parametrize(
    ("returned", "points"),
    [
        ("{**dict.fromkeys(NAMES, 0), 'best_rule': 'adam'}", 0.25),
        ("dict.fromkeys(NAMES, 0)", 0),
        ("{**dict.fromkeys(NAMES, float('nan')), 'best_rule': 'adam'}", 0),
        ("{**dict.fromkeys(NAMES, True), 'best_rule': 'adam'}", 0),
        ("{**dict.fromkeys(NAMES, 0), 'best_rule': 'adam' * 10**9}", 0),
        ("list(NAMES)", 0),
        (None, 0),
    ],
)
def test_what_counts_as_a_guess_and_that_nothing_else_is_lost(
    tmp_path: Path, returned: str | None, points: float
) -> None:
    answers = Answers(FOLDERS)
    files = {**answers.answer.texts}
    files["predictions.py"] = f"NAMES = {ASKED}\n\n\ndef predictions():\n    return {returned}\n"
    if returned is None:
        del files["predictions.py"]
    hand_in = tmp_path / "hand-in"
    write_folder(hand_in, {name: text.encode() for name, text in files.items()})
    only = [q for q in answers.questions if q.base in ("predictions", "sgd")]
    with Sandbox() as sandbox:
        results = grade(replace(answers.rubric, questions=only), hand_in, sandbox)
    assert results.by_question()["predictions"][0] == points
    assert results.points == points + 1  # both halves of sgd


def test_a_module_is_found_though_a_test_file_has_its_name(folder: Path) -> None:
    """Pytest imports the test file whose path it is given, under the module's name."""
    guesses = {**dict.fromkeys(ASKED, 0), "best_rule": "sgd"}
    (folder / "predictions.py").write_text(f"def predictions():\n    return {guesses!r}\n")
    assert "0.25 of 0.25" in run(folder, "-m", "pytest", "tests/predictions.py")
