"""A case is run again, in this process, on the right answer and on known mistakes in classes.

What a test does with objects cannot be repeated call by call: what it does next depends on what it
got before. So the test itself is run again. A mistake explains a case where its answers, in the
whole case, are those of the hand-in, and the right ones are not.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from autograder.assignment.misconceptions import Misconception
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.questions import Question
from autograder.checks.run import Functions, Runner
from autograder.errors import Timeout
from autograder.grading.diagnosis import CONTRADICTED, same
from autograder.grading.runner import SandboxRunner
from autograder.sandbox.alarm import alarm
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.names import StudentNames
from autograder.sandbox.transcript import Failed, Transcript


@dataclass(frozen=True)
class Retrial:
    """One case of a hand-in, with what it answered; answers the question what explains it."""

    rubric: Rubric
    question: Question
    case: Case
    heard: Transcript
    seed: int

    @property
    def went_wrong(self) -> bool:
        """Whether the hand-in answered otherwise than the reference, as far as that is known."""
        return self._right is not None and not _agree(self.heard, self._right)

    def explained(self, mistake: Misconception) -> int | None:
        """How many wrong answers the mistake gives too; None where it gives another one.

        CONTRADICTED where the hand-in went right and it does not, 0 where none of them tells it
        from the right answer, or there are too many to compare.
        """
        if mistake.target not in self.rubric.reached_by(self.case):
            return 0
        theirs = self._transcript(self.rubric.functions_with(mistake))
        if theirs is None or self._right is None or not self.heard.complete:
            return 0
        if not _agree(self.heard, theirs):
            return None if self.went_wrong else CONTRADICTED
        pairs = zip(self.heard.answers, self._right.answers)  # noqa: B905  (one may end sooner)
        told = [got for got, right in pairs if not _same_answer(got, right)]
        return len(told) if any(not isinstance(got, Failed) for got in told) else 0

    @cached_property
    def _right(self) -> Transcript | None:
        return self._transcript(vars(self.rubric.reference))

    def _transcript(self, functions: Functions) -> Transcript | None:
        """What ``functions`` answer in the case; None where it takes too long."""
        rubric = self.rubric
        conversation = Loopback(
            functions, rubric.folder or Path(), rubric.assignment.forward_values
        )
        conversation.transcript = found = Transcript()
        names = StudentNames(conversation, rubric.reference if self.question.hidden else None)
        runner = Runner(
            lambda *_: names,
            seed=self.seed,
            oracle=vars(rubric.reference),
            memo=rubric.memo,
            data=rubric.files,
        )
        seconds = rubric.assignment.limits.case_seconds
        try:
            with alarm(seconds, _too_long), warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                verdict = runner.judge(self.question, self.case)
        except Timeout:  # the alarm rang as the case ended
            return None
        return found if found.complete and not isinstance(verdict.error, Timeout) else None


def retrials(runner: SandboxRunner, cases: Sequence[tuple[Question, Case]]) -> list[Retrial]:
    """The cases of one question, to be run again; empty where none of them uses a class."""
    heard = [runner.transcripts.get((q.name, c.name or "")) for q, c in cases]
    if not any(heard):
        return []
    return [
        Retrial(runner.rubric, question, case, transcript or Transcript(), runner.seed)
        for (question, case), transcript in zip(cases, heard, strict=True)
    ]


def _too_long() -> Exception:
    return Timeout("a known mistake took longer than a case may")


def _agree(one: Transcript, other: Transcript) -> bool:
    answers = one.answers, other.answers
    return len(answers[0]) == len(answers[1]) and all(map(_same_answer, *answers))


def _same_answer(a: object, b: object) -> bool:
    if isinstance(a, Failed) or isinstance(b, Failed):
        return type(a) is type(b) and a == b
    return same(a, b)
