"""The records that a ledger takes in and gives back: bundles, runs, and the lines of a roster."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from autograder.assignment.fingerprint import Parts
from autograder.assignment.manual import ManualQuestion
from autograder.assignment.provenance import Provenance
from autograder.checks.questions import summed
from autograder.classroom.people import Entry
from autograder.grading.results import Results

COULD_NOT_BE_RUN = "could not be run"
"""What is said of a hand-in that has no points since nothing of it ran."""


@dataclass(frozen=True)
class GradedCase:
    """A case of a bundle, as far as grades are concerned."""

    question: str
    """The half of a question that the case is in, as "relu_forward (hidden)"."""
    name: str
    hidden: bool
    bonus: bool
    """Whether its points come on top of the total."""
    points: float
    title: str = ""
    """What students read as its name; empty where that is the name itself."""


@dataclass(frozen=True)
class Bundle:
    """What a ledger keeps of a bundle."""

    provenance: Provenance
    assignment: str
    title: str
    settings: dict[str, Any]
    """The assignment's settings for Gradescope."""
    parts: Parts
    given: dict[str, str]
    """The stubs that students get, by module."""
    answers: list[str]
    """The texts of all right and wrong answers that instructors wrote."""
    cases: list[GradedCase]
    """The cases in grading order."""
    manual: list[ManualQuestion] = field(default_factory=list, kw_only=True)
    """The questions that a person grades."""
    language: str = field(default="", kw_only=True)
    """What students read; empty for English."""

    @property
    def questions(self) -> list[str]:
        """The names of the questions, both halves, in grading order."""
        return list(dict.fromkeys(case.question for case in self.cases))

    @property
    def max_points(self) -> float:
        """The points that can be earned, without those of bonus questions."""
        by_tests = [case.points for case in self.cases if not case.bonus]
        return summed([*by_tests, *(question.points for question in self.manual)])


@dataclass(frozen=True)
class Conditions:
    """What a person said when a class was graded, beside the bundle and the hand-ins."""

    due: datetime | None = None
    """When hand-ins were due; the file of decisions may say so too."""
    bundle: str = ""
    """Where the bundle lay, to grade with it again; empty where nobody said so."""
    adjustments: str = ""
    """The file of decisions that was named, or the folder of the roster, where it is looked for."""

    def after(self, before: Conditions) -> Conditions:
        """What is said here; what is not, as it was said before."""
        return Conditions(
            due=self.due or before.due,
            bundle=self.bundle or before.bundle,
            adjustments=self.adjustments or before.adjustments,
        )


@dataclass(frozen=True)
class Run(Bundle):
    """One pass over a roster with one bundle."""

    id: int
    bundle: int
    """The bundle's number in this ledger."""
    shard: str
    """Which part of the roster was graded, as "2/3"; empty for all of it."""
    started: str
    """When the run began, in UTC."""
    finished: str
    """When every entry had its results or its problem, in UTC; empty before."""
    conditions: Conditions = field(default_factory=Conditions)


@dataclass(frozen=True)
class Row:
    """A roster's line in a run, and what its hand-in was graded with."""

    entry: Entry
    results: Results | None
    """None where the hand-in could not be graded."""
    problem: str
    """Why there are no results, for the instructor; empty where there are."""

    @property
    def trouble(self) -> str:
        """Why it has no results, or why nothing of it could be run, in one line."""
        if self.results is not None and self.results.unrun:
            return f"{COULD_NOT_BE_RUN}: {' '.join(self.results.unrun.split())}"
        return self.problem.strip().rpartition("\n")[2]

    @property
    def without_result(self) -> bool:
        """Whether nobody knows what the student's work is worth: it was not graded, or not read."""
        return self.results is None or self.results.unread
