"""The arithmetic of one student's points, from cases to the cell of a gradebook, step by step.

It is pure, and there is no other: grades.csv, the report, exports, feedback and comparisons read
accounts, and ``autograder explain`` prints one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from autograder.checks.context import HIDDEN_SUFFIX
from autograder.checks.questions import summed
from autograder.classroom.adjustments.decisions import (
    BONUS,
    DOES_NOT_COUNT,
    EXCUSED,
    EXTENSION,
    FULL_MARKS,
    MANUAL,
    OVERRIDE,
    Decision,
    LateRule,
)
from autograder.classroom.adjustments.late import Lateness
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome
from autograder.language import gettext, marked, ngettext

DECIMALS = 4
"""Of points that a percentage or a scale makes; gradebooks show two."""


LATE = marked("late")
"""The step that takes points off for lateness; steps are told in the reader's language."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question of an assignment, both halves together, or one that a person grades."""

    name: str
    max_points: float
    bonus: bool = False
    manual: bool = False


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic."""

    what: str
    points: float
    """what there is after this step"""
    reason: str = ""
    noted: str = ""
    """who decided it, and when, which students do not read"""


@dataclass(frozen=True)
class QuestionAccount:
    """The points of one question, and how they come about."""

    asked: AskedQuestion
    outcomes: tuple[Outcome, ...]
    steps: tuple[Step, ...] = ()
    """what people decided, the last one holds"""
    graded: bool = True
    """False for a written question until points are entered"""
    counted: bool = True
    """False where the student is excused"""

    @property
    def points(self) -> float:
        """What it comes to."""
        if self.steps:
            return self.steps[-1].points
        return summed(outcome.points for outcome in self.outcomes)


@dataclass(frozen=True)
class Account:
    """All points of one student in one assignment, and how they come about."""

    questions: tuple[QuestionAccount, ...]
    steps: tuple[Step, ...]
    """what happens to the sum of the questions; the first step is that sum"""
    max_points: float
    """what can be earned, without bonus questions"""
    graded: bool = True
    """False while a written question waits for somebody, or where there is no result at all"""

    @property
    def points(self) -> float | None:
        """What is written into a gradebook; None where nothing can be yet."""
        return self.steps[-1].points if self.graded else None

    @property
    def so_far(self) -> float:
        """The same, with nothing for what is not graded yet."""
        return self.steps[-1].points

    @property
    def waiting(self) -> list[str]:
        """The written questions that nobody has graded yet."""
        return [q.asked.name for q in self.questions if q.counted and not q.graded]

    @property
    def is_adjusted(self) -> bool:
        """Whether anything but the cases has a say in it."""
        return len(self.steps) > 1 or any(q.steps or not q.counted for q in self.questions)


def account(
    asked: Sequence[AskedQuestion],
    outcomes: Sequence[Outcome] | None,
    decisions: Sequence[Decision] = (),
    rule: LateRule | None = None,
    late: Lateness | None = None,
    *,
    marked_late: bool = False,
) -> Account:
    """The account of a student whose hand-in came to ``outcomes``; None where it has no result.

    ``decisions`` are those about this student; ``marked_late`` says that the platform calls the
    hand-in late and not how much, for which nothing can be taken off. Without a result only points
    that a person gives count, and without those there are none. Raises ``AssignmentError`` where
    everything that counts is excused.
    """
    own: dict[str, list[Outcome]] = {}
    for outcome in outcomes or ():
        own.setdefault(question_of(outcome.question), []).append(outcome)
    questions = tuple(_account_of(q, own.get(q.name, []), decisions) for q in asked)
    most = summed(q.max_points for q in asked if not q.bonus)
    steps = [Step(marked("all questions"), summed(q.points for q in questions if q.counted))]
    steps += _scaled(questions, decisions, most)
    steps += _for_lateness(steps[-1].points, decisions, rule or LateRule(), late, most)
    if marked_late:
        unknown = gettext("when it came is not known: nothing taken off")
        steps.append(Step(LATE, steps[-1].points, unknown))
    for kind in (DOES_NOT_COUNT, BONUS, OVERRIDE):  # the later, the more it has to say
        for decision in decisions:
            if decision.kind == kind and not decision.question:
                steps.append(_decided(steps[-1].points, decision))
    given = outcomes is not None or any(d.kind in (OVERRIDE, MANUAL) for d in decisions)
    settled = any(d.kind in (DOES_NOT_COUNT, OVERRIDE) and not d.question for d in decisions)
    waiting = any(q.counted and not q.graded for q in questions)
    stopped = late is not None and late.stopped
    return Account(questions, tuple(steps), most, settled or (given and (stopped or not waiting)))


def points_in_all(points: Iterable[float]) -> float:
    """A sum of points as it is written."""
    return summed(points)


def question_of(half: str) -> str:
    """The question that a half, public or hidden, belongs to."""
    return half.removesuffix(HIDDEN_SUFFIX)


def _account_of(
    asked: AskedQuestion, outcomes: Sequence[Outcome], decisions: Sequence[Decision]
) -> QuestionAccount:
    about = [d for d in decisions if d.question == asked.name]
    told = {
        MANUAL: marked("graded by a person"),
        FULL_MARKS: marked("full marks"),
        OVERRIDE: marked("points overridden"),
    }
    steps = [
        Step(what, asked.max_points if kind == FULL_MARKS else d.points, d.why, d.noted)
        for kind, what in told.items()  # the later ones hold
        for d in about
        if d.kind == kind
    ]
    excuses = [d for d in about if d.kind == EXCUSED]
    if excuses:
        excused = marked("excused, does not count")
        steps.append(Step(excused, 0.0, excuses[0].why, excuses[0].noted))
    graded = bool(steps) or not asked.manual
    return QuestionAccount(asked, tuple(outcomes), tuple(steps), graded, counted=not excuses)


def _scaled(
    questions: Sequence[QuestionAccount], decisions: Sequence[Decision], most: float
) -> Iterator[Step]:
    """What remains of an excused student's questions is worth as much as all of them."""
    left = summed(q.asked.max_points for q in questions if q.counted and not q.asked.bonus)
    if left == most:
        return
    if left == 0.0:
        where = next(d.where for d in decisions if d.kind == EXCUSED)
        raise AssignmentError(f"{where}: excuses from all questions, so that nothing is left")
    counted = [q for q in questions if q.counted]
    own = summed(q.points for q in counted if not q.asked.bonus)
    extra = summed(q.points for q in counted if q.asked.bonus)
    points = round(own * most / left + extra, DECIMALS)
    how = gettext("from {left} points that count to {most}", left=f"{left:g}", most=f"{most:g}")
    yield Step(marked("scaled"), points, how)


def _for_lateness(
    points: float, decisions: Sequence[Decision], rule: LateRule, late: Lateness | None, most: float
) -> Iterator[Step]:
    for decision in decisions:
        if decision.kind == EXTENSION and decision.until is not None:
            until = gettext(
                "until {moment}: {reason}", moment=shown_time(decision.until), reason=decision.why
            )
            yield Step(marked("extension"), points, until, decision.noted)
    if late is None or not late.days:
        return
    came = gettext(
        "came {came}, due {due}: {late}",
        came=shown_time(late.submitted),
        due=shown_time(late.due),
        late=ngettext("{count} day late", "{count} days late", late.days, count=late.days),
    )
    if late.stopped:
        yield Step(marked("after the hard stop"), 0.0, came)
        return
    if late.free:
        used = gettext("{came}, {count} of {left} used", came=came, count=late.free, left=late.left)
        yield Step(marked("late days"), points, used)
    if late.charged:
        share = most if rule.percent_of == "maximum" else points
        off = share * late.charged * rule.percent_a_day / 100
        cost = gettext(
            "{days} times {percent} % of {points}",
            days=late.charged,
            percent=f"{rule.percent_a_day:g}",
            points=f"{share:g}",
        )
        reason = cost if late.free else gettext("{came}, {cost}", came=came, cost=cost)
        yield Step(LATE, round(max(0.0, points - off), DECIMALS), reason)


def _decided(points: float, decision: Decision) -> Step:
    """A decision on the total."""
    if decision.kind == DOES_NOT_COUNT:
        return Step(marked("does not count"), 0.0, decision.why, decision.noted)
    if decision.kind == BONUS:
        return Step(
            marked("bonus"), summed((points, decision.points)), decision.why, decision.noted
        )
    return Step(marked("total overridden"), decision.points, decision.why, decision.noted)


def shown_time(moment: datetime) -> str:
    """A moment to the minute, with its zone."""
    return moment.isoformat(" ", "minutes")
