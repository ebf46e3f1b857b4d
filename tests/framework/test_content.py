"""Every assignment as it stands: right answers get all points, known mistakes lose theirs.

Runs the test files in this process, without the sandbox; ``test_grading`` covers the latter.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment import Folders, assignment_names
from autograder.misconception import Misconception
from autograder.validate import Course

ROOT = Path(__file__).parents[2]
NAMES = assignment_names(ROOT)
SEEDS = int(os.environ.get("SEEDS", "5"))
"""Run seeds of the right answers; ``make seeds`` takes 200."""


@cache
def course(name: str) -> Course:
    return Course(Folders(ROOT, name))


def right_answers() -> list[tuple[str, str]]:
    return [(n, a) for n in NAMES for a in ("reference", *course(n).alternatives)]


def variants() -> list[tuple[str, Misconception]]:
    return [(name, m) for name in NAMES for m in course(name).misconceptions]


def lost(name: str, hand_in: Any, seed: int = 0) -> list[tuple[str, str]]:
    """(question, what is wrong) for every case that the hand-in does not pass."""
    found = course(name).trial(hand_in, seed=seed)
    return [
        (v.question.base, "skipped" if v.skipped else v.failure)
        for v in found
        if v.failure is not None
    ]


@pytest.mark.parametrize(("name", "answer"), right_answers())
def test_a_right_answer_gets_all_points_whatever_its_style(name: str, answer: str) -> None:
    hand_in = vars(course(name).reference)
    if answer != "reference":
        hand_in = course(name).alternatives[answer]
    for seed in range(SEEDS):
        assert lost(name, hand_in, seed) == []


@pytest.mark.parametrize("name", NAMES)
def test_there_are_right_answers_in_four_styles(name: str) -> None:
    assert len(course(name).alternatives) >= 4


@pytest.mark.parametrize(
    ("name", "variant"), variants(), ids=lambda value: getattr(value, "name", value)
)
def test_a_mistake_loses_points_in_its_own_question_only(name: str, variant: Misconception) -> None:
    found = lost(name, variant.as_hand_in(vars(course(name).reference)))
    assert [what for question, what in found if question == variant.question]
    assert [x for x in found if x[0] != variant.question and x[1] != "skipped"] == []
