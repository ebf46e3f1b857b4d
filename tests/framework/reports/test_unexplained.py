"""Failures that no known mistake explains are grouped by equal answers."""

from __future__ import annotations

from dataclasses import replace

from autograder.assignment.provenance import Provenance
from autograder.grading.results import Outcome, Results
from autograder.reports.unexplained import Group, Unexplained

CASES = (("f", "a"), ("f (hidden)", "b"), ("g", "c"))


def results(*answers: str, unrun: str = "", message: str = "wrong") -> Results:
    """A hand-in that passes the cases with an empty answer."""
    outcomes = [
        Outcome(q, c, False, float(not a), 1.0, "failed" if a else "passed", message, answer=a)
        for (q, c), a in zip(CASES, answers, strict=True)
    ]
    return Results("", Provenance("", "", ""), outcomes, unrun=unrun)


def groups(*hand_ins: Results) -> list[Group]:
    found = Unexplained()
    for place, own in enumerate(hand_ins):
        found.add(place, own)
    return found.groups()


def test_cases_of_a_question_that_the_same_hand_ins_fail_alike_are_one_group() -> None:
    alike = results("f 1", "f 2", "")
    other = results("f 3", "f 2", "g 1")
    assert groups(alike, alike, other, results("", "", "")) == [
        Group("f", "f", (1,), (0, 1, 2)),
        Group("f", "f", (0,), (0, 1)),
        Group("f", "f", (0,), (2,)),
        Group("g", "g", (2,), (2,)),
    ]
    assert groups(alike, alike) == [Group("f", "f", (0, 1), (0, 1))]


def test_the_function_that_was_called_last_is_named() -> None:
    assert groups(results("", "helper 1", ""))[0].function == "helper"
    assert groups(results("", "0123456789abcdef", ""))[0].function == "f"


def test_what_is_explained_skipped_or_was_not_run_is_in_no_group() -> None:
    own = results("f 1", "", "g 1")
    own.outcomes[0] = replace(own.outcomes[0], misconception="known")
    own.outcomes[2] = replace(own.outcomes[2], status="skipped")
    assert groups(own, results("f 1", "f 1", "g 1", unrun="a syntax error")) == []


def test_code_that_nobody_has_begun_comes_last() -> None:
    missing = results("g 0", "", "", message="f is not implemented yet.")
    found = groups(missing, missing, missing, results("", "", "g 1"))
    assert [(g.cases, g.written) for g in found] == [((2,), True), ((0,), False)]


def test_without_answers_equal_messages_are_alike() -> None:
    def old(message: str) -> Results:
        own = results("x", "", "", message=message)
        return replace(own, outcomes=[replace(o, answer="") for o in own.outcomes])

    found = groups(old("f is 1"), old("f is 2"), old("f is 1"))
    assert [(g.function, g.hand_ins) for g in found] == [("f", (0, 2)), ("f", (1,))]
