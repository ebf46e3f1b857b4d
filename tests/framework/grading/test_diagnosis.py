"""Known mistakes are named as themselves; nothing is invented for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.assignment.folders import Folders, assignment_names
from autograder.assignment.misconceptions import Misconception
from autograder.checks.context import CaseRun, running
from autograder.checks.contract import student_function
from autograder.grading.diagnosis import diagnose
from autograder.grading.results import Results
from autograder.publish.proofs.answers import Answers, Workplace
from autograder.publish.proofs.hand_ins import Sources
from autograder.publish.proofs.known_mistakes import diagnosed
from autograder.sandbox.calls import Call, CallLog
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

ROOT = Path(__file__).parents[3]
Grade = Callable[[str], Results]


@cache
def answers(name: str) -> Answers:
    return Answers(Folders(ROOT, name))


Named = Callable[[str, Sources, str], set[str]]


@pytest.fixture
def named(sandbox: Sandbox) -> Named:
    """The mistakes named in the cases of a question that an answer fails."""

    def run(name: str, hand_in: Sources, question: str) -> set[str]:
        names, told = diagnosed(Workplace(answers(name), sandbox), hand_in, question)
        assert told == []
        return names

    return run


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name == "hw1_layers" else pytest.mark.slow)
        for name in assignment_names(ROOT)
    ],
)
def test_the_right_answers_get_no_hint(named: Named, name: str) -> None:
    for question in {q.base for q in answers(name).questions}:
        assert named(name, answers(name).right["the reference"], question) == set()


def test_a_mistake_that_nobody_listed_gets_no_hint(named: Named) -> None:
    scaled = """

def affine_forward(x, w, b):
    return 1.25 * (x.reshape(len(x), -1) @ w) + b, (x, w)
"""
    right = answers("hw1_layers").right["the reference"]
    hand_in = {"layers.py": right["layers.py"] + scaled}
    assert named("hw1_layers", hand_in, "affine_forward") == set()


def test_two_mistakes_that_cannot_be_told_apart_are_not_named() -> None:
    def wrong(x: Any) -> Any:
        return 2 * x

    def variant(name: str) -> Misconception:
        return Misconception(name, "f", "f", name, "", wrong)

    calls = [Call("f", (np.ones(2),), True, (np.ones(2),), 2 * np.ones(2))]
    right = {"f": lambda x: x}
    one = diagnose([calls], [variant("a")], right)[0]
    assert one is not None and str(one).startswith("Your answer is what comes out in this call")
    assert diagnose([calls], [variant("a"), variant("b")], right) == [None]


def test_two_forms_of_one_mistake_are_named() -> None:
    forms = [Misconception(name, "f", "f", "x is doubled", "", _doubled) for name in "ab"]
    calls = [Call("f", (np.ones(2),), True, (np.ones(2),), 2 * np.ones(2))]
    (found,) = diagnose([calls], forms, {"f": lambda x: x})
    assert found is not None and found.misconception.title == "x is doubled"


def test_what_is_free_in_a_case_that_passed_speaks_against_no_mistake() -> None:
    """As zeros that may be stored in a dict or not: the reference does, the student does not."""

    def right(x: Any, store: dict[str, Any]) -> Any:
        store["zeros"] = 0
        return x

    def wrong(x: Any, store: dict[str, Any]) -> Any:
        store["zeros"] = 0
        return 2 * x if store["twice"] else x

    one, two = np.ones(2), {"twice": True}
    free = [Call("f", (one, {"twice": False}), True, (one, {"twice": False}), one)]
    telling = [Call("f", (one, two), True, (one, {**two, "zeros": 0}), 2 * one)]
    known = Misconception("m", "f", "f", "x is doubled", "", wrong)
    both = diagnose([free, telling], [known], {"f": right}, passed=[True, False])
    assert [d is not None for d in both] == [False, True]
    other = replace(known, title="another", function=_doubled_with_dict)
    found = diagnose([free, telling], [known, other], {"f": right}, passed=[True, False])
    assert found == [None, None]


def test_what_is_spoiled_for_the_next_call_may_be_spoiled_in_many_ways() -> None:
    count = iter(range(100))

    def counts(x: Any) -> Any:
        return x + next(count)

    one = np.ones(2)
    calls = [Call("f", (one,), True, (one,), result) for result in (one, 7 * one)]
    known = Misconception("m", "f", "f", "what is kept is changed", "", counts)
    (found,) = diagnose([calls], [known], {"f": lambda x: x})
    assert found is not None
    as_it_was = [Call("f", (one,), True, (one,), one) for _ in range(2)]
    count = iter(range(100))
    assert diagnose([as_it_was], [known], {"f": lambda x: x}) == [None]


def test_an_array_that_is_stored_in_a_dict_is_an_answer() -> None:
    def stores(factor: float) -> Callable[[dict[str, Any]], float]:
        def function(store: dict[str, Any]) -> float:
            store["mean"] = factor * np.ones(2)
            return 1.0

        return function

    calls = [Call("f", ({},), True, ({"mean": 2 * np.ones(2)},), 1.0)]
    known = [Misconception(str(n), "f", "f", f"{n} times", "", stores(n)) for n in (2, 3)]
    (found,) = diagnose([calls], known, {"f": stores(1)})
    assert found is not None and found.misconception.title == "2 times"


def test_a_mistake_that_is_wrong_where_the_student_is_right_is_not_named() -> None:
    """Whichever case shows it, one that passed too."""
    small, large = np.ones(2), np.full(2, 10.0)
    first = [Call("f", (small,), True, (small,), 2 * small)]
    second = [Call("f", (large,), True, (large,), large)]
    known = Misconception("m", "f", "f", "x is doubled", "", _doubled)
    right = {"f": lambda x: x}
    assert diagnose([first], [known], right) != [None]
    assert diagnose([first, second], [known], right, passed=[False, True]) == [None, None]
    assert diagnose([[*first, *second]], [known], right) == [None]


def test_what_is_changed_in_place_need_not_show_in_every_case() -> None:
    """To multiply by one changes nothing."""

    def scales(x: Any) -> Any:
        result = x.copy()
        x *= 3.0
        return result

    x = np.ones(2)
    seen = [Call("f", (x,), True, (2 * x,), x)]
    unseen = [Call("f", (x,), True, (x,), x)]
    known = Misconception("m", "f", "f", "x is changed in place", "", scales)
    found = diagnose([seen, unseen], [known], {"f": lambda x: x}, passed=[False, True])
    assert [d is not None for d in found] == [True, False]


def test_beside_a_second_mistake_the_first_one_is_named() -> None:
    small, large = np.ones(2), np.full(2, 10.0)
    first = [Call("f", (small,), True, (small,), 2 * small)]
    second = [Call("f", (large,), True, (large,), 3 * large)]
    known = Misconception("m", "f", "f", "x is doubled", "", _doubled)
    found = diagnose([first, second], [known], {"f": lambda x: x})
    assert [d is not None for d in found] == [True, False]


def test_the_calls_of_a_case_are_explained_together() -> None:
    x = np.ones(2)
    doubled = Call("f", (x,), True, (x,), 2 * x)
    mistake = Misconception("a", "f", "f", "a", "", _doubled)
    right = {"f": lambda x: x, "g": lambda x: x}
    for other, named in ((x, True), (5 * x, False)):
        calls = [doubled, Call("g", (x,), True, (x,), other)]
        assert (diagnose([calls], [mistake], right) != [None]) == named


def test_a_hidden_case_has_no_say_in_what_a_public_one_is_told() -> None:
    def doubled_small_ones(x: Any) -> Any:
        return np.where(x < 5, 2 * x, x)

    small, large = np.ones(2), np.full(2, 10.0)
    public = [Call("f", (small,), True, (small,), 2 * small)]
    secret = [Call("f", (large,), True, (large,), 2 * large)]
    functions = {"everything": _doubled, "small ones": doubled_small_ones}
    known = [Misconception(t, "f", "f", t, "", function) for t, function in functions.items()]
    right = {"f": lambda x: x}
    found = diagnose([public, secret], known, right, hidden=[False, True])
    assert found[0] is None
    assert found[1] is not None and found[1].misconception.title == "everything"


def _doubled(x: Any) -> Any:
    return 2 * x


def _doubled_with_dict(x: Any, store: dict[str, Any]) -> Any:
    store["zeros"] = 0
    return 2 * x


def one(hand_in: Callable[..., Any], variant: Callable[..., Any], x: Any) -> bool:
    """Whether the variant is named for the call ``hand_in(x)``; x + 0 is right."""
    mistake = Misconception("a", "f", "f", "a", "", variant)
    before, given = x.copy(), x.copy()
    call = Call("f", (before,), True, (given,), hand_in(given))
    return diagnose([[call]], [mistake], {"f": lambda x: x + 0})[0] is not None


def test_an_array_may_be_spoiled_in_many_ways() -> None:
    def spoils(number: float) -> Callable[..., Any]:
        def function(x: Any) -> Any:
            result = x.copy()
            x *= number
            return result

        return function

    assert one(spoils(2.0), spoils(0.5), np.ones(3))
    assert not one(lambda x: 3 * x, spoils(0.5), np.ones(3))


@pytest.mark.parametrize("steps", [1, 2])
def test_what_a_function_left_in_its_arguments_is_its_answer(steps: int) -> None:
    """One that returns None works in place: there every number counts."""

    def stepped(theta: Any, times: int) -> None:
        theta -= 0.5 * times

    def known(theta: Any) -> None:
        stepped(theta, 1)

    mistake = Misconception("known", "train", "train", "one step", "hint", known)
    theta = np.ones(3)
    stepped(theta, steps)
    call = Call("train", (np.ones(3),), repeatable=True, after=(theta,))
    [found] = diagnose([[call]], [mistake], {"train": lambda theta: stepped(theta, 3)})
    assert (found is not None) == (steps == 1)


def test_a_dict_may_be_spoiled_in_many_ways() -> None:
    def named(mine: Callable[[Any], object], known: Callable[[Any], object]) -> bool:
        def variant(param: Any) -> int:
            known(param)
            return 0

        after = {"stride": 1, "pad": 2}
        mine(after)
        call = Call("f", ({"stride": 1, "pad": 2},), True, (after,), 0)
        mistake = Misconception("a", "f", "f", "a", "", variant)
        return diagnose([[call]], [mistake], {"f": lambda param: 0}) != [None]

    assert named(lambda d: d.clear(), lambda d: d.pop("pad"))
    assert named(lambda d: d.update(size=3), lambda d: d.update(padded=0))
    assert not named(lambda d: d.update(size=3), lambda d: d.pop("pad"))
    assert not named(lambda d: d.update(stride=3), lambda d: d.update(pad=3))


def test_float32_is_another_answer_than_float64() -> None:
    def single(x: Any) -> Any:
        return x.astype(np.float32)

    assert one(single, single, np.ones(3))
    assert not one(lambda x: 2 * x, single, np.ones(3))


def test_infinity_and_nan_are_one() -> None:
    first, second = np.array([np.inf, 2.0]), np.array([1.0, np.inf])
    nan = np.array([1.0, np.nan])
    assert one(lambda x: second, lambda x: nan, np.array([1.0, 2.0]))
    assert not one(lambda x: first, lambda x: nan, np.array([1.0, 2.0]))


def test_a_mistake_is_not_named_where_another_function_raised() -> None:
    def doubles(x: Any) -> Any:
        return 2 * x

    x = np.ones(2)
    calls = [
        Call("f", (x,), True, (x,), 2 * x),
        Call("g", (x,), True, (x,), None, "NotImplementedError"),
    ]
    mistake = Misconception("a", "f", "f", "a", "", doubles)
    right = {"f": lambda x: x, "g": lambda x: x}
    assert diagnose([calls[:1]], [mistake], right) != [None]
    assert diagnose([calls], [mistake], right) == [None]


def test_what_came_from_the_sandbox_is_not_given_to_the_known_mistakes(
    open_session: Callable[..., Session],
) -> None:
    """They run in the grader: an array of the student's choice could take all its memory."""
    session = open_session(
        "import numpy as np\ndef f(p):\n    p['m'] = np.zeros((3, 1))\n    return 0"
    )
    session.allow(5)
    log = session.log = CallLog()
    env, param = {"f": session.function("f")}, {"m": np.ones(2)}
    with running(CaseRun("q", "c")):
        for _ in range(2):  # the test hands on a copy of what the student stored
            student_function("f", env)(param)
    assert [call.repeatable for call in log.calls] == [True, False]


def test_the_hint_reaches_the_student(grade_source: Grade, right_source: str) -> None:
    source = right_source.replace("np.where(cache > 0, dout, 0)", "dout.copy()")
    outcomes = [o for o in grade_source(source).outcomes if o.misconception]
    assert {o.misconception for o in outcomes} == {"relu_passes_everywhere"}
    assert {o.hidden for o in outcomes} == {True, False}
    assert all("Where x is negative" in o.message for o in outcomes)


def test_the_largest_numbers_are_compared_without_a_warning() -> None:
    largest = np.finfo(np.float64).max
    x = np.array([largest, 1.0, -largest])
    assert not one(lambda x: x * -1, lambda x: x * 0.5, x)
    assert one(lambda x: x * 0.5, lambda x: x / 2, x)
