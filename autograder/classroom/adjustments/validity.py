"""Whether decisions can hold: the questions there are, their points, and no contradiction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from autograder.checks.questions import summed
from autograder.classroom.adjustments.account import AskedQuestion, question_of, shown_time
from autograder.classroom.adjustments.decisions import EXCUSED, MANUAL, OVERRIDE, Decision
from autograder.classroom.ledger import Bundle
from autograder.errors import AssignmentError


def asked_questions(bundle: Bundle) -> tuple[AskedQuestion, ...]:
    """The questions of an assignment, both halves together, then those that a person grades."""
    halves: dict[str, list[float]] = {}
    bonus = set()
    for case in bundle.cases:
        base = question_of(case.question)
        halves.setdefault(base, []).append(case.points)
        bonus |= {base} if case.bonus else set()
    by_tests = [AskedQuestion(q, summed(points), q in bonus) for q, points in halves.items()]
    return (*by_tests, *(AskedQuestion(q.title, q.points, manual=True) for q in bundle.manual))


def check(
    about: Mapping[int, Sequence[Decision]], asked: Sequence[AskedQuestion], due: datetime | None
) -> None:
    """``AssignmentError`` for a decision that cannot hold, or two that contradict each other."""
    for decision in dict.fromkeys(d for found in about.values() for d in found):
        _check_one(decision, asked, due)
    for found in about.values():
        first: dict[tuple[str, bool], Decision] = {}
        for decision in found:
            if decision.kind in (OVERRIDE, EXCUSED, MANUAL):
                key = decision.question, decision.kind == MANUAL
                other = first.setdefault(key, decision)
                if other is not decision:
                    what = decision.question or "the total"
                    raise AssignmentError(f"{decision.where}: {what} is decided in {other.where}")


def _check_one(decision: Decision, asked: Sequence[AskedQuestion], due: datetime | None) -> None:
    questions = {q.name: q for q in asked}
    where, question = decision.where, questions.get(decision.question)
    if decision.question and question is None:
        known = ", ".join(questions)
        raise AssignmentError(f"{where}: no question {decision.question!r}; there are {known}")
    if decision.kind == MANUAL and question is not None and not question.manual:
        raise AssignmentError(
            f"{where}: {decision.question!r} is graded by tests: override its points"
        )
    most = question.max_points if question is not None else summed(q.max_points for q in asked)
    if decision.kind in (OVERRIDE, MANUAL) and decision.points > most:
        of = decision.question or decision.assignment
        raise AssignmentError(f"{where}: {decision.points:g} points, and {of} has {most:g}")
    if decision.until is not None and due is not None and decision.until < due:
        raise AssignmentError(
            f"{where}: until {shown_time(decision.until)}, before it is due for all, "
            f"{shown_time(due)}"
        )
