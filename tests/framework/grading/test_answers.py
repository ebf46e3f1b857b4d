"""Equal answers are known again, however they were rounded; others are told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_course import REFERENCE, small_course

from autograder.assignment.bundle import open_bundle
from autograder.grading.answers import DIGEST_DIGITS, answer_of
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.sandbox.calls import MAX_ELEMENTS, Call
from autograder.sandbox.process import Sandbox
from autograder.sandbox.transcript import Transcript

X = np.linspace(-1.0, 1.0, 600).reshape(20, 30)


def answer(result: Any, error: str | None = None) -> str:
    return answer_of([Call("f", (), True, (), result, error)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (X @ X.T, np.array([[(a * b).sum() for b in X] for a in X])),
        (0.1 + 0.2, 0.3),
        (1.0, 0.9999999999999999),
        (np.array([1 / 64, 4.2658, 1e-20]), np.array([1 / 64 + 1e-16, 4.2658 - 1e-15, 0.0])),
        (np.array([0.0, 1e-17]), np.array([-0.0, 0.0])),
        (np.array([1.0, np.nan]), np.array([1.0, np.inf])),
        ({"a": 1.0, "b": X}, {"b": X + 1e-16, "a": 1.0}),
        ((X, [X]), (X, [X * (1 + 1e-15)])),
    ],
)
def test_what_differs_by_rounding_alone_is_one_answer(one: Any, other: Any) -> None:
    assert answer(one) == answer(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (X, X + 1e-4),
        (X, -X),
        (X, X.T),
        (X, X.astype(np.float32)),
        (1, 1.0),
        (True, False),
        ("a", "b"),
        ((X,), [X]),
        ((X, X), (X,)),
        ({"a": 1}, {"b": 1}),
        (None, 0.0),
    ],
)
def test_other_answers_are_told_apart(one: Any, other: Any) -> None:
    assert answer(one) != answer(other)


def test_errors_and_the_number_of_calls_count() -> None:
    assert answer(None, "ValueError") == answer(None, "ValueError")
    assert len({answer(None), answer(None, "ValueError"), answer(None, "TypeError")}) == 3
    once, twice = ([Call("f", (), True, (), 1.0)] * n for n in (1, 2))
    assert answer_of(once) != answer_of(twice)
    assert answer_of([]) == ""
    heard = [Transcript(), Transcript()]
    for transcript, value in zip(heard, (1.0, 2.0), strict=True):
        transcript.note([value])
    assert answer_of([], heard[0]) != answer_of([], heard[1])


def test_a_function_that_works_in_place_answers_with_its_arguments() -> None:
    one, same, other = (
        answer_of([Call("step", (X,), True, (X - rate * X,))]) for rate in (0.1, 0.3 / 3, 0.2)
    )
    assert one == same != other


def test_of_very_many_numbers_the_first_count() -> None:
    many, one = np.ones(MAX_ELEMENTS), np.ones(1)
    assert answer((many, one)) == answer((many, 2 * one)) != answer((2 * many, one))
    assert answer((many, one)) != answer((many, np.ones(2)))  # their number counts


def test_an_answer_is_short_whatever_was_answered() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    for value in (deep, "x" * 100_000, b"\0" * 100, np.array(["<b>"]), object()):
        assert len(answer(value)) == 2 + DIGEST_DIGITS
    assert len(answer_of([Call("f" * 9999, (), True)])) < 100


def test_a_failure_that_no_known_mistake_explains_keeps_its_answer(tmp_path: Path) -> None:
    known = """from autograder.assignment import wrong


@wrong("double", "x is squared", hint="Twice?")
def squared(x):
    return x * x
"""
    folders = small_course(tmp_path, more={"solutions/hw/misconceptions.py": known})
    texts = ("x + x", "x + x + x", "x * 0.3 * 10", "x * x", "x / 0.0 * 0 + y")
    made = build(folders, tmp_path / "dist")[1]
    answers, named = [], []
    with open_bundle(made) as rubric, Sandbox() as sandbox:
        for text in texts:
            path = tmp_path / "small.py"
            path.write_text(REFERENCE.replace("2 * x", text))
            (outcome,) = grade(rubric, path, sandbox).outcomes
            answers.append(outcome.answer)
            named.append(outcome.misconception)
    assert named == ["", "", "", "squared", ""]
    assert answers[0] == answers[3] == ""  # passed; explained
    assert answers[1] == answers[2] and answers[1].startswith("double ")
    assert answers[4] not in ("", answers[1])
