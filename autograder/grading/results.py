"""Results are what the grading of one hand-in came to: an outcome for each case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone

from autograder.assignment.provenance import Provenance
from autograder.checks.context import Picture
from autograder.checks.questions import summed
from autograder.checks.run import FAILED, PASSED, SKIPPED


@dataclass(frozen=True)
class Outcome:
    """The verdict on one case; ``message`` is what the student may read."""

    question: str
    case: str
    hidden: bool
    points: float
    max_points: float
    status: str
    message: str = ""
    misconception: str = ""
    """the known mistake that explains it, by its name; empty where there is none"""
    misconception_title: str = ""
    """what that mistake is, in the words of who described it"""
    title: str = ""
    """what students read as the case's name, where they read another language than its author"""
    bonus: bool = False
    """whether its points come on top of the total"""
    accident: str = ""
    """"timeout", "crash" or "forged" where the hand-in's process ended in it"""
    answer: str = ""
    """what the hand-in answered, as ``answers.answer_of`` knows it again, in a failure that no
    known mistake explains; else empty"""
    pictures: tuple[Picture, ...] = ()
    """what the hand-in made in it, if it passed; for instructors alone"""

    @property
    def passed(self) -> bool:
        """Whether it has its points, which may be none."""
        return self.status == PASSED

    @property
    def failed(self) -> bool:
        """Whether it ran and did not pass."""
        return self.status == FAILED

    @property
    def skipped(self) -> bool:
        """Whether it did not run, since another question has to be repaired first."""
        return self.status == SKIPPED

    @property
    def shown(self) -> str:
        """What students read as the case's name."""
        return self.title or self.case

    @property
    def case_key(self) -> tuple[str, str]:
        """What identifies the case in its bundle."""
        return self.question, self.case


@dataclass
class Results:
    """All outcomes of one submission."""

    name: str
    provenance: Provenance
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """which files became the modules"""
    hand_in: str = ""
    """the digest of what was graded"""
    time: str = ""
    """when, in UTC"""
    layers: list[str] = field(default_factory=list)
    seconds: float = 0.0
    exhausted: bool = False
    """whether cases were left out since the hand-in had used up its time"""
    unrun: str = ""
    """why nothing of it could be run, for the instructor; empty where something could"""
    failure: str = ""
    """the grader's own error, for the instructor; empty where there was none"""

    @property
    def points(self) -> float:
        """The points earned."""
        return summed(o.points for o in self.outcomes)

    @property
    def max_points(self) -> float:
        """The points that can be earned, without those of bonus questions."""
        return summed(o.max_points for o in self.outcomes if not o.bonus)

    @property
    def unread(self) -> bool:
        """Whether there was nothing to run: it could not be opened, or held none of the modules."""
        return bool(self.unrun) and not self.layers

    def by_question(self) -> dict[str, tuple[float, float]]:
        """Points earned and possible by test file, in grading order."""
        table: dict[str, tuple[float, float]] = {}
        for o in self.outcomes:
            earned, possible = table.get(o.question, (0.0, 0.0))
            table[o.question] = summed((earned, o.points)), summed((possible, o.max_points))
        return table


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
