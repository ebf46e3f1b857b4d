"""The arithmetic of one student: each kind of decision, alone and against the others."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from autograder.classroom.adjustments.account import Account, AskedQuestion, account
from autograder.classroom.adjustments.decisions import DECISION_KINDS, Decision, LateRule
from autograder.classroom.adjustments.late import Lateness, lateness
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome

DUE = datetime(2026, 11, 30, 23, 59, tzinfo=timezone.utc)
ASKED = (
    AskedQuestion("affine", 6.0),
    AskedQuestion("relu", 4.0),
    AskedQuestion("more", 2.0, bonus=True),
)
WRITTEN = AskedQuestion("Derive it", 5.0, manual=True)


def outcome(question: str, points: float, most: float) -> Outcome:
    return Outcome(question, "a case", question.endswith("(hidden)"), points, most, "passed")


OUTCOMES = [
    outcome("affine", 2.0, 4.0),
    outcome("relu", 4.0, 4.0),
    outcome("more", 1.0, 2.0),
    outcome("affine (hidden)", 1.0, 2.0),
]
"""3 of 6, 4 of 4, and 1 of 2 that come on top: 8 of 10."""


def said(kind: str, question: str = "", points: float = 0.0, why: str = "so it is") -> Decision:
    return Decision(kind, "here", "hw", "ada", question=question, points=points, why=why)


def of(*decisions: Decision, rule: LateRule | None = None, late: Lateness | None = None) -> Account:
    return account(ASKED, OUTCOMES, decisions, rule, late)


def test_without_decisions_points_are_those_of_the_cases() -> None:
    plain = of()
    assert (plain.points, plain.max_points, plain.is_adjusted) == (8.0, 10.0, False)
    assert [q.points for q in plain.questions] == [3.0, 4.0, 1.0]
    assert [len(q.outcomes) for q in plain.questions] == [2, 1, 1]


@pytest.mark.parametrize(
    ("decision", "points"),
    [
        (said("override", "affine", 5.0), 10.0),
        (said("override", points=2.5), 2.5),
        (said("full_marks", "affine"), 11.0),
        (said("bonus", points=3.0), 11.0),
        (said("not_counted"), 0.0),
        (said("excused", "affine"), 4.0 * 10 / 4 + 1.0),
        (said("excused", "relu"), 3.0 * 10 / 6 + 1.0),
        (said("excused", "more"), 7.0),
    ],
)
def test_each_kind_of_decision_alone(decision: Decision, points: float) -> None:
    found = of(decision)
    assert found.points == pytest.approx(points, abs=1e-9)
    assert found.is_adjusted
    reasons = [s.reason for s in (*found.steps, *(s for q in found.questions for s in q.steps))]
    assert "so it is" in reasons


def test_what_people_say_of_a_student_holds_against_what_is_said_of_all() -> None:
    assert of(said("full_marks", "affine"), said("override", "affine", 1.0)).points == 6.0
    assert of(said("override", points=1.0), said("bonus", points=3.0)).points == 1.0
    assert of(said("bonus", points=3.0), said("not_counted")).points == 3.0
    assert of(said("full_marks", "relu"), said("excused", "relu")).points == 6.0


def test_who_is_excused_from_everything_is_an_error_with_its_place() -> None:
    with pytest.raises(AssignmentError, match=r"^here: excuses from all questions"):
        of(said("excused", "affine"), said("excused", "relu"))


@pytest.mark.parametrize(
    ("hours", "days", "free", "charged", "stopped"),
    [
        (-1.0, 0, 0, 0, False),
        (0.25, 0, 0, 0, False),
        (0.26, 1, 1, 0, False),
        (24.0, 1, 1, 0, False),
        (24.01, 2, 2, 0, False),
        (72.0, 3, 2, 1, False),
        (96.0, 4, 2, 2, False),
        (96.01, 5, 0, 0, True),
    ],
)
def test_days_are_begun_and_late_days_pay_first(
    hours: float, days: int, free: int, charged: int, stopped: bool
) -> None:
    rule = LateRule(percent_a_day=10.0, grace_minutes=15.0, days=3, hard_stop_days=4.0)
    found = lateness(rule, DUE, DUE + timedelta(hours=hours), left=2)
    assert (found.days, found.free, found.charged, found.stopped) == (days, free, charged, stopped)


@pytest.mark.parametrize(
    ("percent", "share", "points"),
    [(10.0, "earned", 8.0 * 0.8), (10.0, "maximum", 6.0), (60.0, "earned", 0.0)],
)
def test_lateness_costs_a_share_and_never_more_than_there_is(
    percent: float, share: str, points: float
) -> None:
    rule = LateRule(percent_a_day=percent, percent_of=share)
    late = lateness(rule, DUE, DUE + timedelta(hours=25), left=0)
    found = of(rule=rule, late=late)
    assert found.points == pytest.approx(points, abs=1e-9)
    assert "2 days late" in found.steps[-1].reason


def test_after_the_hard_stop_there_are_no_points_but_what_people_give() -> None:
    rule = LateRule(hard_stop_days=1.0)
    late = lateness(rule, DUE, DUE + timedelta(days=2), left=3)
    assert of(rule=rule, late=late).points == 0.0
    assert of(said("bonus", points=1.0), rule=rule, late=late).points == 1.0


def test_a_bonus_is_not_reduced_by_lateness() -> None:
    rule = LateRule(percent_a_day=50.0)
    late = lateness(rule, DUE, DUE + timedelta(hours=1), left=0)
    assert of(said("bonus", points=3.0), rule=rule, late=late).points == 8.0 / 2 + 3.0


def test_a_written_question_waits_until_somebody_grades_it() -> None:
    waiting = account((*ASKED, WRITTEN), OUTCOMES)
    assert waiting.points is None and waiting.so_far == 8.0
    assert (waiting.waiting, waiting.max_points) == (["Derive it"], 15.0)
    graded = account((*ASKED, WRITTEN), OUTCOMES, [said("manual", "Derive it", 4.5)])
    assert graded.points == 12.5 and graded.waiting == []
    for other in (said("override", points=9.0), said("not_counted")):
        assert account((*ASKED, WRITTEN), OUTCOMES, [other]).points is not None
    late = lateness(LateRule(hard_stop_days=1.0), DUE, DUE + timedelta(days=2), left=0)
    assert account((*ASKED, WRITTEN), OUTCOMES, late=late).points == 0.0


def test_who_has_no_result_has_points_only_where_a_person_gives_them() -> None:
    assert account(ASKED, None).points is None
    assert account(ASKED, None, [said("bonus", points=1.0)]).points is None
    assert account(ASKED, None, [said("full_marks", "relu")]).points is None
    assert account(ASKED, None, [said("override", points=7.0)]).points == 7.0
    assert account(ASKED, None, [said("override", "relu", 3.0)]).points == 3.0
    assert account((*ASKED, WRITTEN), None, [said("manual", "Derive it", 3.0)]).points == 3.0


def test_every_kind_is_one_that_the_arithmetic_knows() -> None:
    without = of()
    for kind in DECISION_KINDS:
        question = "affine" if "question" in DECISION_KINDS[kind].required else ""
        decision = said(kind, question, 5.0)
        if kind == "extension":
            decision = Decision(kind, "here", "hw", "ada", until=DUE, why="ill")
        assert of(decision) != without, kind
