"""What one student may see of their grading, as a page and as plain text.

Before grades are published nothing is shown that hidden cases have a part in: no total, no points
of a question with a hidden half, no reason of a decision. What is hidden for good never is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.assignment.manual import NOT_GRADED_YET
from autograder.assignment.settings import Gradescope
from autograder.classroom.adjustments.account import (
    QuestionAccount,
    points_in_all,
    question_of,
)
from autograder.classroom.adjustments.term import StudentAccount
from autograder.classroom.ledger import Row, Run
from autograder.classroom.names import one_line
from autograder.grading.results import Outcome
from autograder.language import gettext, marked
from autograder.platforms.gradescope.visibility import SEEN
from autograder.reports.changes import HAND_IN_CHANGED, UNSTEADY, PointsChange
from autograder.reports.explanation import POINTS_OF, told_points, told_question, told_step
from autograder.reports.pages import render

LATER = marked("shown when grades are published")
"""What is said of what a student does not see yet."""


@dataclass(frozen=True)
class SeenQuestion:
    """A question, as far as the student sees it."""

    name: str
    points: str
    outcomes: tuple[Outcome, ...]
    unseen: int
    """cases that are not shown"""
    decided: tuple[str, ...] = ()
    """what people decided, with the reasons"""


@dataclass(frozen=True)
class SeenChange:
    """What a regrade changed in one question."""

    question: str
    gain: float
    why: str


@dataclass(frozen=True)
class Feedback:
    """All that a student sees of one assignment."""

    title: str
    student: str
    score: str
    trouble: str
    """why there are no points; empty where there are"""
    changes: tuple[SeenChange, ...]
    about: tuple[str, ...]
    """what is said of the files"""
    questions: tuple[SeenQuestion, ...]
    steps: tuple[str, ...]
    """what happened to the sum of the questions"""

    def page(self) -> str:
        """The page, which loads nothing and opens offline."""
        return render("feedback.html", seen=self)

    def text(self) -> str:
        """The same for a mail."""
        lines = [one_line(f"{self.title}: {self.student}"), self.score]
        lines += [self.trouble] * bool(self.trouble)
        if self.changes:
            lines += ["", gettext("What a regrade changed")]
            lines += [f"  {c.gain:+g}  {c.question}: {c.why}" for c in self.changes]
        lines += ["", *map(one_line, self.about)] if self.about else []
        for question in self.questions:
            lines += ["", f"{question.name}: {question.points}"]
            for outcome in question.outcomes:
                lines.append(f"  {_told_outcome(outcome)}")
                lines += [f"      {line}" for line in outcome.message.splitlines()]
            lines += [f"  {text}" for text in question.decided]
            unseen = gettext("{count} more not shown", count=question.unseen)
            lines += [f"  {unseen}"] * bool(question.unseen)
        lines += ["", *self.steps] if self.steps else []
        return "\n".join(lines) + "\n"


def feedback(
    run: Run, row: Row | None, found: StudentAccount, changes: Sequence[PointsChange], viewer: str
) -> Feedback:
    """What the student of an account sees; ``row`` is the hand-in, None where there was none.

    ``changes`` are those of a regrade; ``viewer`` is "before" or "after", by whether grades are
    published.
    """
    settings = Gradescope(**run.settings)

    def is_seen(hidden: bool) -> bool:
        return (settings.hidden_cases if hidden else "visible") in SEEN[viewer]

    results = row.results if row is not None else None
    account = found.account
    by_tests = all(is_seen(case.hidden) for case in run.cases)
    everything = by_tests and (viewer == "after" or not run.manual)
    questions = [_seen(q, is_seen, everything) for q in account.questions]
    steps = [f"{step.points:g}: {told_step(step)}" for step in account.steps] if everything else []
    return Feedback(
        title=run.title,
        student=found.label,
        score=_score(found, is_seen, everything, viewer),
        trouble=_trouble(row),
        changes=tuple(_seen_changes(changes, {c.question: c.hidden for c in run.cases}, is_seen)),
        about=tuple([*results.files, *results.notes]) if results is not None else (),
        questions=tuple(q for q in questions if q.outcomes or q.decided or not q.unseen),
        steps=tuple(steps) if len(steps) > 1 else (),
    )


def _score(
    found: StudentAccount, is_seen: Callable[[bool], bool], everything: bool, viewer: str
) -> str:
    if everything:
        return told_points(found.account)
    seen = [o for q in found.account.questions for o in q.outcomes if is_seen(o.hidden)]
    points = {
        "points": f"{points_in_all(o.points for o in seen):g}",
        "most": f"{points_in_all(o.max_points for o in seen if not o.bonus):g}",
    }
    if viewer == "before":
        return gettext(
            "{points} of {most} points in the cases that you see; the rest is shown when grades "
            "are published",
            **points,
        )
    return gettext("{points} of {most} points in the cases that you see", **points)


def _seen(
    question: QuestionAccount, is_seen: Callable[[bool], bool], everything: bool
) -> SeenQuestion:
    shown = tuple(outcome for outcome in question.outcomes if is_seen(outcome.hidden))
    unseen = len(question.outcomes) - len(shown)
    if everything:
        points, decided = told_question(question), tuple(map(told_step, question.steps))
    elif question.asked.manual:
        points, decided = gettext(NOT_GRADED_YET if not question.graded else LATER), ()
    else:
        earned = points_in_all(outcome.points for outcome in shown)
        most = points_in_all(outcome.max_points for outcome in shown)
        sentence = marked("{points} of {most} in what you see") if unseen else POINTS_OF
        points, decided = gettext(sentence, points=f"{earned:g}", most=f"{most:g}"), ()
    return SeenQuestion(question.asked.name, points, shown, unseen, decided)


def _seen_changes(
    changes: Sequence[PointsChange], hidden: dict[str, bool], is_seen: Callable[[bool], bool]
) -> list[SeenChange]:
    """Question by question what a regrade changed in the cases that the student sees."""
    found: dict[str, list[PointsChange]] = {}
    for change in changes:
        regraded = not change.why.startswith(HAND_IN_CHANGED)
        if regraded and is_seen(hidden.get(change.question, True)):
            found.setdefault(question_of(change.question), []).append(change)
    return [
        SeenChange(
            question,
            points_in_all(change.gain for change in own),
            "; ".join(dict.fromkeys(_told_why(change.why) for change in own)),
        )
        for question, own in found.items()
    ]


def _trouble(row: Row | None) -> str:
    """Why there are no points, without what only instructors may read."""
    if row is None:
        return gettext("You have handed nothing in.")
    if row.results is None:
        return gettext("Your hand-in could not be graded: ask your instructor.")
    return gettext("Nothing of your hand-in could be run.") if row.results.unrun else ""


STATUSES = (marked("passed"), marked("failed"), marked("skipped"))
"""What outcomes can be, as students read it."""
REASONS = (
    *(marked("new question"), marked("test changed"), marked("dependencies changed")),
    *(marked("reference changed"), marked("limits or imports changed")),
    *(marked("framework changed"), marked("case added"), marked("case removed"), UNSTEADY),
)
"""Why a case can have other points than before, in a comparison's words."""
OTHER_TESTS = marked("the tests of other questions changed")


def _told_why(why: str) -> str:
    """The reasons of a change as students read them."""
    found = (gettext(r if r in REASONS else OTHER_TESTS) for r in why.split("; "))
    return "; ".join(dict.fromkeys(found))


def _told_outcome(outcome: Outcome) -> str:
    points = gettext(POINTS_OF, points=f"{outcome.points:g}", most=f"{outcome.max_points:g}")
    return f"{points}  {outcome.shown} ({gettext(outcome.status)})"
