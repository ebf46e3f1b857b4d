"""A hand-in given as functions, tried on the questions in this process: for what is trusted.

Gradings go through the sandbox (``grading/engine.py``); proofs, and tests of the content, go here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.assignment.questions import Question, Standing
from autograder.checks.cases import Case
from autograder.checks.context import Skipped
from autograder.checks.files import Files

Functions = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What one case says of the functions."""

    question: Question
    case: Case
    failure: str | None
    """what is wrong; None where the case passes"""
    skipped: bool = False
    told: str = ""
    """what the student reads where the case is hidden"""

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
    files: Files | None = None,
) -> Iterator[Verdict]:
    """Run every case; ``wrap`` may put something around the functions, case by case.

    Without ``oracle`` the cases judge as on the student's machine.
    """
    memo = {} if memo is None else memo
    right = vars(reference) if oracle else {}
    standing = Standing()
    for question in questions:
        for case in question.cases:
            if broken := standing.broken(question):
                verdict = Verdict(question, case, f"fix {broken} first", True)
            else:
                env = {**wrap(hand_in), "reference": reference}
                works = standing.works(question)
                verdict = _verdict(
                    question,
                    case,
                    env,
                    seed=seed,
                    oracle=right,
                    memo=memo,
                    works=works,
                    files=files,
                )
            standing.note(question, case, verdict.failure is None)
            yield verdict


def _verdict(question: Question, case: Case, env: Functions, **how: Any) -> Verdict:
    try:
        case.run(env, **how)
    except Skipped as error:
        return Verdict(question, case, str(error), True)
    except Exception as error:
        kind = type(error).__name__
        return Verdict(question, case, str(error) or kind, told=getattr(error, "safe", kind))
    return Verdict(question, case, None)
