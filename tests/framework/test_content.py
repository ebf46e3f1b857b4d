"""Every assignment as it stands: right answers get all points, known mistakes lose theirs.

Runs the test files in this process, without the sandbox; ``test_grading`` covers the latter.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.assignment import Folders, assignment_names, read_assignment
from autograder.checks import CheckFailure, Skipped
from autograder.misconception import Misconception
from autograder.questions import Question, load_questions
from autograder.reference import load_misconceptions, load_reference
from autograder.staging import stage

ROOT = Path(__file__).parents[2]
NAMES = assignment_names(ROOT)
SEEDS = int(os.environ.get("SEEDS", "5"))
"""Run seeds of the right answers; ``make seeds`` takes 200."""
MEMO: dict[str, dict[bytes, Any]] = {name: {} for name in NAMES}


def modules(name: str) -> list[str]:
    return read_assignment(Folders(ROOT, name)).modules


@cache
def questions(name: str) -> list[Question]:
    folders = Folders(ROOT, name)
    return load_questions([*folders.public.glob("*.py"), *folders.hidden.glob("*.py")])


@cache
def reference(name: str) -> ModuleType:
    return load_reference(Folders(ROOT, name).solution, modules(name))


def verdicts(name: str, hand_in: Mapping[str, Any], seed: int = 0) -> Iterator[tuple[str, str]]:
    """(question, what is wrong) for every case that ``hand_in`` does not pass."""
    right = reference(name)
    env = {**hand_in, "reference": right}
    works: dict[str, bool] = {}
    for question in questions(name):
        for case in question.cases:
            lost = ""
            if not all(works.get(needed) for needed in question.depends):
                lost = "skipped"
            else:
                try:
                    case.run(env, seed=seed, oracle=vars(right), memo=MEMO[name])
                except (Skipped, CheckFailure) as error:
                    lost = "skipped" if isinstance(error, Skipped) else f"{case.name}: {error}"
                except Exception as error:
                    lost = f"{case.name}: {type(error).__name__}: {error}"
            if not question.hidden and case is question.cases[0]:
                works[question.name] = not lost
            if lost:
                yield question.base, lost


def alternatives() -> list[tuple[str, Path]]:
    return [
        (name, path)
        for name in NAMES
        for path in sorted((Folders(ROOT, name).solution / "alternatives").glob("[a-z]*"))
    ]


def variants() -> list[tuple[str, Misconception]]:
    found = []
    for name in NAMES:
        wrong = load_misconceptions(Folders(ROOT, name).solution, modules(name))
        found += [(name, variant) for variant in wrong]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_gets_all_points(name: str) -> None:
    for seed in range(SEEDS):
        assert list(verdicts(name, vars(reference(name)), seed)) == []


@pytest.mark.parametrize(
    ("name", "path"), alternatives(), ids=lambda value: getattr(value, "stem", value)
)
def test_a_right_answer_in_another_style_gets_all_points(
    name: str, path: Path, tmp_path: Path
) -> None:
    stage(path, modules(name), tmp_path)
    hand_in = vars(load_reference(tmp_path, modules(name)))
    for seed in range(SEEDS):
        assert list(verdicts(name, hand_in, seed)) == []


@pytest.mark.parametrize(
    ("name", "variant"), variants(), ids=lambda value: getattr(value, "name", value)
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_mistake_loses_points_in_its_own_question_only(name: str, variant: Misconception) -> None:
    lost = list(verdicts(name, variant.as_hand_in(vars(reference(name)))))
    assert [what for question, what in lost if question == variant.question]
    assert [x for x in lost if x[0] != variant.question and x[1] != "skipped"] == []
