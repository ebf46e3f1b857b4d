"""How long a case may take: less, once two cases of a hand-in have taken all their time.

A hand-in with an endless loop in five functions would cost five limits, most of them for nothing.
"""

from __future__ import annotations

import time

from autograder.assignment.current_folder import working_in
from autograder.assignment.rubric import Rubric
from autograder.checks.cases import Case
from autograder.checks.questions import Question
from autograder.grading.retrial import judged_here

WHOLE_LIMITS = 2
"""Cases that may take all their time before the limit of the rest falls."""
TIMES_REFERENCE, LEAST_SECONDS = 3.0, 1.0
"""It falls to so many times what the reference takes here, and to no less than so many seconds."""


class Patience:
    """The limits of the cases of one hand-in."""

    def __init__(self, rubric: Rubric, seed: int) -> None:
        self._rubric, self._seed = rubric, seed
        self._whole = rubric.assignment.limits.case_seconds
        self._overruns = 0

    @property
    def low(self) -> bool:
        """Whether the limit has fallen."""
        return self._overruns >= WHOLE_LIMITS

    def overrun(self) -> None:
        """Take note that a case took all its time."""
        self._overruns += 1

    def seconds(self, question: Question, case: Case) -> float:
        """How long the case may take."""
        if not self.low:
            return self._whole
        measured = self._rubric.seconds
        place = question.name, case.name
        if place not in measured:
            measured[place] = self._of_reference(question, case)
        return min(self._whole, max(LEAST_SECONDS, TIMES_REFERENCE * measured[place]))

    def _of_reference(self, question: Question, case: Case) -> float:
        """What the reference takes in this process; all there is where it cannot run here."""
        start = time.monotonic()
        right = vars(self._rubric.reference)
        with working_in(self._rubric.beside_files):
            verdict = judged_here(self._rubric, question, case, right, self._seed)
        if verdict is None or not verdict.passed:  # it needs files of the sandbox, for one
            return self._whole
        return time.monotonic() - start
