"""A student's test is run against the course's implementations, each time in a new process.

The implementations answer in this process, within limits: the student's code sees their answers and
nothing else. Which one is asked next, and how its answers are rounded, follows from the hand-in and
from the hidden test, which no student knows.
"""

from __future__ import annotations

import hashlib
import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.context import Inconclusive, Opinion
from autograder.checks.offered import Offered
from autograder.checks.questions import Question
from autograder.checks.run import Functions
from autograder.checks.student_tests import complaints
from autograder.errors import ALSO, StudentError, Timeout
from autograder.grading.children import Children
from autograder.grading.diagnosis import NO_MISTAKE
from autograder.language import gettext
from autograder.sandbox.memory import at_most_more
from autograder.sandbox.session import Session
from autograder.unpack import module_path

MEMORY_MB = 64
"""Megabytes that an implementation may take, with all that it keeps, in one run of a test."""
RIGHT_AGAIN = 2
"""Right implementations among the wrong ones of a later case: else one that knows it is late, as by
the number of its process, would know that it is given wrong ones."""


class Judging:
    """Runs the test of one hand-in; a new child of the sandbox for each implementation."""

    def __init__(self, rubric: Rubric, children: Children, seed: int) -> None:
        self._rubric, self._children = rubric, children
        self._seed = seed
        self._child: Session | None = None
        """the one that runs a test now"""
        self._refusing: dict[str, bool] = {}
        """each question whose test was tried on all right answers -> whether it refused any"""

    def judged(
        self,
        about: tuple[Question, Case],
        seconds: float,
        test: str,
        functions: Sequence[str],
        mistakes: Sequence[str],
    ) -> list[Opinion]:
        """What ``test`` says of every implementation, within ``seconds`` beside the imports.

        It ends at the first right one that is refused: nothing else counts then, in the question's
        later cases neither. These try some of the right ones alone, so that there are any.
        """
        question, _ = about
        if self._refusing.get(question.name, False):
            return [Opinion(NO_MISTAKE, refused=True)]
        random = np.random.default_rng(self._secret(*about))
        right = [(NO_MISTAKE, f) for f in self._right(functions)]
        if question.name in self._refusing:
            right = [right[place] for place in random.permutation(len(right))[:RIGHT_AGAIN]]
        tried = [*right, *((name, self._wrong(name, functions)) for name in mistakes)]
        clock, found = _Clock(seconds, self._rubric.assignment.limits.import_seconds), []
        for place in random.permutation(len(tried)):
            mistake, answers = tried[place]
            rounding = int(random.integers(2**32))
            refused = self._refused(test, answers, rounding, clock)
            found.append(Opinion(mistake, refused))
            if refused and mistake == NO_MISTAKE:
                self._refusing[question.name] = True
                return found
        self._refusing.setdefault(question.name, False)
        return found

    def end(self) -> None:
        """End the process in which a test runs, if one does."""
        if self._child is not None:
            self._child.close()

    def _right(self, functions: Sequence[str]) -> list[Functions]:
        rubric = self._rubric
        whole = [vars(rubric.reference), *rubric.alternatives]
        missing = [name for name in functions if not callable(whole[0].get(name))]
        if missing:
            raise Inconclusive(f"assert_notices: the reference has no function {missing[0]!r}")
        return [{name: names[name] for name in functions} for names in whole]

    def _wrong(self, mistake: str, functions: Sequence[str]) -> Functions:
        known = {m.name: m for m in self._rubric.misconceptions}
        if mistake not in known or known[mistake].target not in functions:
            raise Inconclusive(
                f"assert_notices: there is no known mistake {mistake!r} of {', '.join(functions)}: "
                "is it spelt as the function in misconceptions.py?"
            )
        names = self._rubric.functions_with(known[mistake])
        return {name: names[name] for name in functions}

    def _secret(self, question: Question, case: Case) -> list[int]:
        """A seed that no student knows, another one for every other hand-in."""
        told = hashlib.sha256(f"{self._seed}\0{question.digest}\0{case.name}\0".encode())
        for module in self._rubric.assignment.handed_in:
            path = self._children.folder / module_path(module)
            told.update(path.read_bytes() if path.is_file() else b"")
        return list(told.digest())

    def _refused(self, test: str, answers: Functions, rounding: int, clock: _Clock) -> bool:
        """Whether the test, in a process that has seen no other implementation, refuses one."""
        session = self._child = self._children.new()
        try:
            clock.importing(session)
            session.allow(clock.left)
            with at_most_more(MEMORY_MB * 2**20) as within:
                guarded = {name: _within_limits(f, within) for name, f in answers.items()}
                offered = Offered(guarded, self._rubric.assignment.forward_values, rounding)
                start = time.monotonic()
                try:
                    return bool(complaints(session.function(test), offered.lent()))
                finally:
                    clock.left -= time.monotonic() - start
        finally:
            session.close()
            self._child = None


class _Clock:
    """The time of one case: of its test, and of the imports, which are many."""

    def __init__(self, seconds: float, imports: float) -> None:
        self.left, self._imports = seconds, imports

    def importing(self, session: Session) -> None:
        """Wait for the import in a new process; ``Timeout`` where no time is left for another."""
        if self.left <= 0 or self._imports <= 0:
            raise Timeout(
                gettext("your test took longer than it may with all that it is tried on.")
            )
        start = time.monotonic()
        try:
            session.imported()
        finally:
            self._imports -= time.monotonic() - start


def _within_limits(function: Callable[..., Any], within: Callable[[], Any]) -> Callable[..., Any]:
    """An implementation's function, whose errors say what kind they are and nothing else."""

    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            with within(), warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")  # what a known mistake warns of is nobody's here
                return function(*args, **kwargs)
        except StudentError:  # the time is over
            raise
        except Exception as error:
            kinds = [c for c in type(error).__mro__ if ALSO.get(c.__name__) is c]
            raise (kinds[0] if kinds else Exception)("raised by the function") from None

    call.__name__ = function.__name__ if hasattr(function, "__name__") else "function"
    return call
