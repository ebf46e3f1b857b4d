"""One student's arithmetic in words: from the cases to the cell of a gradebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.assignment.manual import NOT_GRADED_YET
from autograder.classroom.adjustments.account import Account, QuestionAccount, Step
from autograder.classroom.adjustments.term import StudentAccount
from autograder.classroom.names import one_line
from autograder.grading.results import Outcome
from autograder.language import gettext, marked

POINTS_OF = marked("{points} of {most}")
POINTS_WIDTH = 8
"""Characters of a column of points."""


def explanation(found: StudentAccount, assignment: str, trouble: str = "") -> str:
    """The arithmetic of one student, a line a step, each with its reason.

    ``trouble`` is why the hand-in has no result, or could not be run. The last line has what is
    written into a gradebook.
    """
    account = found.account
    lines = [one_line(f"{found.label}, {assignment}: {told_points(account)}")]
    lines += [one_line(f"    {trouble}")] if trouble else []
    for question in account.questions:
        if question.outcomes or question.steps or question.asked.manual:
            lines += _question_lines(question)
    lines += ["", *(_step_line(step) for step in account.steps), f"= {told_points(account)}"]
    return "\n".join(lines) + "\n"


def told_points(account: Account) -> str:
    """What is written into a gradebook, or why nothing is."""
    most = f"{account.max_points:g}"
    if account.points is not None:
        return gettext(POINTS_OF, points=f"{account.points:.10g}", most=most)
    if account.waiting:
        return gettext(
            "not graded yet: {names}; {points} of {most} so far",
            names=", ".join(account.waiting),
            points=f"{account.so_far:g}",
            most=most,
        )
    return gettext("no result")


def told_question(question: QuestionAccount) -> str:
    """The points of a question, or what stands in place of them."""
    if not question.counted:
        return gettext("excused")
    if not question.graded:
        return gettext(NOT_GRADED_YET)
    most = f"{question.asked.max_points:g}"
    text = gettext(POINTS_OF, points=f"{question.points:g}", most=most)
    return text + (gettext(" (bonus)") if question.asked.bonus else "")


def adjustments(account: Account) -> str:
    """What people and the late rule did to the points, in one line; empty where nothing did."""
    decided = [f"{q.asked.name}: {reasoned(step)}" for q in account.questions for step in q.steps]
    decided += [f"{reasoned(step)} -> {step.points:g}" for step in account.steps[1:]]
    return "; ".join(decided)


def told_by_people(accounts: Sequence[StudentAccount]) -> dict[str, str]:
    """What is said of each written question of a hand-in: once, where all its students have it."""
    told: dict[str, list[str]] = {}
    for found in accounts:
        for question in found.account.questions:
            if question.asked.manual:
                why = "; ".join(step.reason for step in question.steps if step.reason)
                text = told_question(question) + (f": {why}" if why else "")
                told.setdefault(question.asked.name, []).append(text)
    return {
        title: texts[0]
        if len(set(texts)) == 1
        else "\n".join(f"{a.label}: {text}" for a, text in zip(accounts, texts, strict=True))
        for title, texts in told.items()
    }


def _question_lines(question: QuestionAccount) -> Iterator[str]:
    yield f"\n{question.asked.name}: {told_question(question)}"
    for outcome in question.outcomes:
        yield f"{outcome.points:{POINTS_WIDTH}g} of {outcome.max_points:g}  {_told_case(outcome)}"
    for step in question.steps:
        yield _step_line(step)


def _told_case(outcome: Outcome) -> str:
    status = "" if outcome.passed else outcome.status
    hidden = "hidden" if outcome.hidden else ""
    about = ", ".join(filter(None, (hidden, status)))
    return f"{outcome.case}{f' ({about})' if about else ''}"


def _step_line(step: Step) -> str:
    return f"{step.points:{POINTS_WIDTH}.10g}  {reasoned(step)}"


def reasoned(step: Step) -> str:
    """A step with its reason, and with who decided it."""
    return f"{told_step(step)} ({step.noted})" if step.noted else told_step(step)


def told_step(step: Step) -> str:
    """A step with its reason, as students read it."""
    what = gettext(step.what)
    return gettext("{what}: {reason}", what=what, reason=step.reason) if step.reason else what
