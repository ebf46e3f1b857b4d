"""At home a known mistake is named by a fingerprint: nothing of its code is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_course import small_course

from autograder._files import write_folder
from autograder.checks.fingerprints import (
    FIRST_ANSWERS,
    HINTS,
    Fingerprint,
    HomeHints,
    PrintIsComplete,
)
from autograder.publish.home_hints import home_hints
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.leaks import leaks
from autograder.publish.student_folder import student_files

MISTAKES = """import numpy as np

from autograder.assignment import wrong


@wrong("double", "x is squared", hint="How much is twice 3?")
def squares(x):
    secret_of_the_instructor = np.asarray(x)
    return secret_of_the_instructor**2


@wrong("double", "x is returned as it is", hint="Nothing happens to it.")
def nothing(x):
    return x + 0.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What is in student.zip."""
    more = {"solutions/hw/misconceptions.py": MISTAKES}
    answers = Answers(small_course(tmp_path / "course", more=more))
    hints = home_hints(answers)
    files = {**student_files(answers.folders), HINTS: hints}
    assert leaks(files, answers.folders, answers.answer) == []
    told = {HINTS: hints + b"secret_of_the_instructor = np.asarray(x)"}
    assert leaks(files | told, answers.folders, answers.answer) != []
    write_folder(tmp_path / "home", files)
    return tmp_path / "home"


def said(folder: Path, body: str) -> str:
    """What pytest says of a hand-in."""
    source = f"import numpy as np\n\n\ndef double(x):\n    return {body}\n"
    (folder / "small.py").write_text(source)
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    env = {**os.environ, "PYTHONPATH": ""}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True).stdout


def test_pytest_names_a_known_mistake(folder: Path) -> None:
    assert "Your answer is what comes out when x is squared." in said(folder, "x * x")
    assert "How much is twice 3?" in said(folder, "np.exp(2 * np.log(x))")  # but for rounding
    assert "when x is returned as it is" in said(folder, "x")
    assert "Your answer is what comes out" not in said(folder, "3 * x")
    assert "1 of 1" in said(folder, "x + x")
    (folder / HINTS).unlink()
    assert "double: the result is wrong" in (found := said(folder, "x * x")) or "wrong" in found
    assert "Your answer is what comes out" not in found


def test_the_file_holds_numbers_and_sentences_alone(folder: Path) -> None:
    table = json.loads((folder / HINTS).read_text())["questions"]["double"]
    assert [m["title"] for m in table["mistakes"]] == ["x is squared", "x is returned as it is"]
    prints = [p for m in table["mistakes"] for p in m["prints"]] + table["right"]
    assert all(len(p) == 16 and int(p, 16) >= 0 for p in prints)
    assert len(set(prints)) == 3


def print_of(*answers: Any, salt: str = "s") -> str:
    found = Fingerprint(salt=salt)
    for answer in answers:
        found.note([answer])
    return found.digest


def test_a_fingerprint_knows_numbers_but_for_rounding() -> None:
    x = np.random.default_rng(0).standard_normal((50, 40))
    assert print_of(x) == print_of(x * (1 + 1e-14)) == print_of(x + 1e-15)
    assert print_of(np.zeros(3)) == print_of(-np.zeros(3))
    assert print_of(np.array([np.nan, 1.0])) == print_of(np.array([np.inf, 1.0]))
    others = [x * (1 + 1e-5), x.astype(np.float32), x[None], x.tolist(), (x, x), {"x": x}, None]
    assert len({print_of(other) for other in [x, *others]}) == 1 + len(others)
    assert print_of(x, salt="other") != print_of(x)


def test_a_fingerprint_is_of_the_first_answers() -> None:
    many = list(range(FIRST_ANSWERS))
    assert print_of(*many) == print_of(*many, 7) != print_of(*many[:-1])
    stops = Fingerprint(stop=True)
    with pytest.raises(PrintIsComplete):
        for number in many:
            stops.note([number])


def test_a_contradicted_mistake_and_two_that_fit_are_not_named(tmp_path: Path) -> None:
    def mistake(title: str, *prints: str) -> dict[str, object]:
        return {"title": title, "hint": "", "prints": prints}

    def hint(student: list[str], *mistakes: dict[str, object]) -> str:
        about = {"right": ["r", "r"], "mistakes": mistakes}
        (tmp_path / HINTS).write_text(json.dumps({"salt": "", "questions": {"q": about}}))
        return HomeHints(tmp_path / HINTS).said("q", 0, student)

    both, first = mistake("both", "a", "b"), mistake("first", "a", "r")
    assert "when both." in hint(["a", "b"], both, first)
    assert "when first." in hint(["a", "r"], both, first)
    assert hint(["a", "r"], both) == ""
    assert hint(["a", "c"], both, first) == ""
    assert "when both." in hint(["a", "c"], both)
    assert hint(["c", "b"], both) == hint(["r", "b"], both) == ""
