"""A case is run again, in this process, on the right answer and on known mistakes.

What a test does with objects cannot be repeated call by call: what it does next depends on what it
got before. So the test itself is run again. A mistake explains a case where its answers, in the
whole case, are those of the hand-in, and the right ones are not.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from autograder.assignment.misconceptions import Misconception
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.questions import Question
from autograder.checks.run import Functions, Runner, Verdict
from autograder.errors import Timeout
from autograder.grading.diagnosis import CONTRADICTED, TELLING_ERRORS, same
from autograder.sandbox.alarm import alarm
from autograder.sandbox.inside.wire import StudentValue
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.names import StudentNames
from autograder.sandbox.transcript import Failed, Transcript

if TYPE_CHECKING:
    from autograder.grading.runner import SandboxRunner


MAX_RETRIALS = 120.0
"""Seconds of processor time in which the known mistakes are tried on the cases of one question of
one hand-in: of a case that trains a network, a class would wait for hours."""


@dataclass
class Budget:
    """What is left of the time in which known mistakes may be tried."""

    left: float = MAX_RETRIALS

    @property
    def exhausted(self) -> bool:
        """Whether some of them were not tried, so that nothing can be said of any."""
        return self.left <= 0


class Otherwise(Exception):
    """A known mistake has given another answer than the hand-in: what follows is no news."""


class Followed(Transcript):
    """The answers of a known mistake, as long as they are those of a hand-in."""

    def __init__(self, heard: Transcript) -> None:
        super().__init__()
        self._heard = heard
        self.diverged = False

    def note(self, values: list[StudentValue]) -> None:
        """Take in an answer; ``Otherwise`` where the hand-in gave another one."""
        super().note(values)
        self._compare()

    def note_error(self, kind: str) -> None:
        """Take in an error; ``Otherwise`` where the hand-in did not end in it."""
        super().note_error(kind)
        self._compare()

    def _compare(self) -> None:
        if not self.complete:
            return
        place = len(self.answers) - 1
        heard = self._heard.answers[place : place + 1]
        self.diverged |= not _agree(heard, self.answers[place:])
        if self.diverged:
            raise Otherwise


@dataclass(frozen=True)
class Retrial:
    """One case of a hand-in, with what it answered; answers the question what explains it."""

    rubric: Rubric
    question: Question
    case: Case
    heard: Transcript | None
    """None where the case used no objects: its calls are repeated one by one instead"""
    seed: int
    passed: bool
    budget: Budget
    """shared by the cases of a question"""

    @property
    def possible(self) -> bool:
        """Whether it is known what the hand-in answered."""
        return self.heard is not None

    def is_about(self, mistake: Misconception) -> bool:
        """Whether the mistake is one of the case's question."""
        return self.question.base == mistake.question

    @property
    def went_wrong(self) -> bool:
        """Whether the hand-in answered otherwise than the reference, as far as that is known.

        What it asked of the test's functions counts where it answered right and lost the case: how
        often a function is called, and in which order, is free otherwise.
        """
        heard, right = self.heard, self._right
        if heard is None or right is None:
            return False
        return not _agree(heard.answers, right.answers) or self._asked_otherwise

    @cached_property
    def _asked_otherwise(self) -> bool:
        """Whether a case was lost, of which all answers are right."""
        heard, right = self.heard, self._right
        if heard is None or right is None or self.passed:
            return False
        return _agree(heard.answers, right.answers) and not _agree(heard.asked, right.asked)

    def explained(self, mistake: Misconception) -> int | None:
        """How many wrong answers the mistake gives too; None where it gives another one.

        CONTRADICTED where the hand-in went right and it does not, 0 where none of them tells it
        from the right answer, or there are too many to compare.
        """
        heard, right = self.heard, self._right
        if heard is None or right is None or not heard.complete:
            return 0
        if mistake.target not in self.rubric.reached_by(self.case):
            return 0
        theirs = Followed(heard)
        if not self._ends(self.rubric.reference_with(mistake), theirs):
            return 0
        if theirs.diverged or len(theirs.answers) != len(heard.answers):
            return None if self.went_wrong else CONTRADICTED
        if self._asked_otherwise:
            return 1 if _agree(heard.asked, theirs.asked) else None
        pairs = zip(heard.answers, right.answers)  # noqa: B905  (one may end sooner)
        told = [got for got, wanted in pairs if not _same_answer(got, wanted)]
        return len(told) if any(map(_is_telling, told)) else 0

    @cached_property
    def _right(self) -> Transcript | None:
        """What the reference answers; None where it takes too long."""
        found = Transcript()
        return found if self._ends(vars(self.rubric.reference), found) else None

    def _ends(self, functions: Functions, found: Transcript) -> bool:
        """Let ``functions`` answer in the case; False where that takes too long or is too much."""
        if self.budget.exhausted:
            return False
        start = time.process_time()
        verdict = judged_here(
            self.rubric, self.question, self.case, functions, self.seed, found, self.budget.left
        )
        self.budget.left -= time.process_time() - start
        return found.complete and verdict is not None


def judged_here(
    rubric: Rubric,
    question: Question,
    case: Case,
    functions: Functions,
    seed: int,
    transcript: Transcript | None = None,
    most: float = MAX_RETRIALS,
) -> Verdict | None:
    """The verdict of a case on ``functions`` in this process; None where it takes too long.

    That is longer than a case may, or than ``most`` seconds. What they answer goes to
    ``transcript``.
    """
    assignment, folder = rubric.assignment, rubric.folder or Path()
    conversation = Loopback(
        functions, folder, assignment.forward_values, assignment.limits.message_mb
    )
    conversation.transcript = transcript
    names = StudentNames(conversation, rubric.reference if question.hidden else None)
    runner = Runner(
        lambda *_: names,
        seed=seed,
        oracle=vars(rubric.reference),
        memo=rubric.memo,
        data=rubric.files,
    )
    seconds = min(assignment.limits.case_seconds, most)
    try:
        with (
            alarm(seconds, _too_long),
            warnings.catch_warnings(),
            np.errstate(all="warn", under="ignore"),  # NumPy's defaults, as the child has them
        ):
            warnings.simplefilter("ignore")  # where a case asks for silence, they are errors
            verdict = runner.judge(question, case)
    except Timeout:  # the alarm rang as the case ended
        return None
    return None if isinstance(verdict.error, Timeout) else verdict


def retrials(
    runner: SandboxRunner, cases: Sequence[tuple[Question, Case]], passed: Sequence[bool]
) -> list[Retrial]:
    """The cases of one question, to be run again; empty where none of them uses objects."""
    accounts = [runner.account(question, case) for question, case in cases]
    heard = [None if account is None else account.transcript for account in accounts]
    if not any(heard):
        return []
    budget = Budget()
    return [
        Retrial(runner.rubric, question, case, transcript, runner.seed, works, budget)
        for (question, case), transcript, works in zip(cases, heard, passed, strict=True)
    ]


def _too_long() -> Exception:
    return Timeout("a known mistake took longer than a case may")


def _agree(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(map(_same_answer, one, other))


def _is_telling(answer: object) -> bool:
    """Whether a mistake can be known by a wrong answer: many end in the same error."""
    return not isinstance(answer, Failed) or answer in TELLING_ERRORS


def _same_answer(a: object, b: object) -> bool:
    if isinstance(a, Failed) or isinstance(b, Failed):
        return type(a) is type(b) and a == b
    return same(a, b)
