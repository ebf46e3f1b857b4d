"""A hand-in given as functions, tried on the questions in this process: for what is trusted.

Gradings go through the sandbox (``grading.py``); the proofs, and tests of the content, go here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checks.context import Skipped
from autograder.checks.testcase import Case
from autograder.questions import Question

Functions = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What one case says of the functions."""

    question: Question
    case: Case
    failure: str | None
    """what is wrong; None where the case passes"""
    skipped: bool = False

    @property
    def points(self) -> float:
        """The points earned."""
        return float(self.case.points or 0.0) if self.failure is None else 0.0


def verdicts(
    questions: Sequence[Question],
    hand_in: Functions,
    reference: Any,
    *,
    seed: int = 0,
    memo: dict[bytes, Any] | None = None,
    oracle: bool = True,
    wrap: Callable[[Functions], Functions] = dict,
) -> Iterator[Verdict]:
    """Run every case; ``wrap`` may put something around the functions, case by case.

    Without ``oracle`` the cases judge as on the student's machine.
    """
    memo = {} if memo is None else memo
    right = vars(reference) if oracle else {}
    works: dict[str, bool] = {}
    for question in questions:
        for case in question.cases:
            broken = [n for n in question.depends if not works.get(n)]
            if broken:
                verdict = Verdict(question, case, f"fix {broken[0]} first", True)
            else:
                env = {**wrap(hand_in), "reference": reference}
                given = works.get(question.base, True)
                verdict = _verdict(question, case, env, seed, right, memo, given)
            if not question.hidden and case is question.cases[0]:
                works[question.name] = verdict.failure is None
            yield verdict


def _verdict(
    question: Question,
    case: Case,
    env: Functions,
    seed: int,
    oracle: Functions,
    memo: dict[bytes, Any],
    works: bool,
) -> Verdict:
    try:
        case.run(env, seed=seed, oracle=oracle, memo=memo, works=works)
    except Skipped as error:
        return Verdict(question, case, str(error), True)
    except Exception as error:
        return Verdict(question, case, str(error) or type(error).__name__)
    return Verdict(question, case, None)
