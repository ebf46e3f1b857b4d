"""Known mistakes are named as themselves; nothing is invented for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from test_content import NAMES, course, variants

from autograder.checks.context import Run, running
from autograder.checks.contract import student_function
from autograder.diagnosis import diagnose
from autograder.grading import Results
from autograder.misconception import Misconception
from autograder.sandbox.session import Call, Handle, Session
from autograder.trial import verdicts

Grade = Callable[[str], Results]


class Recorder(Session):
    """Notes calls as a session does, around functions of this process; caches become handles."""

    def __init__(self, functions: dict[str, Any]) -> None:
        self.functions, self.kept, self.calls = functions, {}, []
        self._foreign, self._own, self.dropped = set(), set(), []

    def call(self, name: str, args: Any, kwargs: Any, handle: int | None = None) -> Any:
        result = self.functions[name](*(self.own(a) for a in args), **kwargs)
        if name.endswith("_forward") and isinstance(result, tuple):
            number = len(self.kept)
            self.kept[number] = result[1]
            return result[0], Handle(self, number, "object")
        return result

    def own(self, value: Any) -> Any:
        return self.kept[value.number] if isinstance(value, Handle) else value


def named(name: str, hand_in: dict[str, Any], question: str) -> list[str]:
    """The mistakes named in the cases of ``question`` that the hand-in fails."""
    recorders: list[Recorder] = []

    def recorded(functions: Any) -> dict[str, Any]:
        recorders.append(Recorder(functions))
        return {n: recorders[-1].function(n) for n, f in functions.items() if callable(f)}

    own = [q for q in course(name).questions if q.base == question]
    independent = [replace(q, depends=()) for q in own]
    reference, memo = course(name).reference, course(name).memo
    found = list(verdicts(independent, hand_in, reference, memo=memo, wrap=recorded))
    calls = [recorder.forget() for recorder in recorders]
    diagnoses = diagnose(calls, course(name).misconceptions, vars(course(name).reference))
    wrong = [v.failure is not None and not v.skipped for v in found]
    return [d.misconception.name for d, lost in zip(diagnoses, wrong, strict=True) if d and lost]


def survey() -> dict[str, list[str]]:
    return {
        m.name: named(n, m.as_hand_in(vars(course(n).reference)), m.question) for n, m in variants()
    }


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_nearly_every_mistake_is_named_as_itself_and_none_as_another() -> None:
    found = survey()
    assert len(found) >= 80
    others = {name: hints for name, hints in found.items() if set(hints) - {name}}
    assert others == {}
    silent = sorted(name for name, hints in found.items() if not hints)
    assert len(silent) <= 0.05 * len(found), silent


def test_the_right_answers_get_no_hint() -> None:
    for name in NAMES:
        for question in {q.base for q in course(name).questions}:
            assert named(name, vars(course(name).reference), question) == []


def test_a_mistake_that_nobody_listed_gets_no_hint() -> None:
    def affine_forward(x: Any, w: Any, b: Any) -> Any:
        return 1.25 * (x.reshape(len(x), -1) @ w) + b, (x, w)

    hand_in = {**vars(course("hw1_layers").reference), "affine_forward": affine_forward}
    assert named("hw1_layers", hand_in, "affine_forward") == []


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


def test_what_came_from_the_sandbox_is_not_given_to_the_known_mistakes(
    open_session: Callable[..., Session],
) -> None:
    """They run in the grader: an array of the student's choice could take all its memory."""
    session = open_session(
        "import numpy as np\ndef f(p):\n    p['m'] = np.zeros((3, 1))\n    return 0"
    )
    session.allow(5)
    env, param = {"f": session.function("f")}, {"m": np.ones(2)}
    with running(Run("q", "c")):
        for _ in range(2):  # the test hands on a copy of what the student stored
            student_function("f", env)(param)
    assert [call.repeatable for call in session.forget()] == [True, False]


def test_the_hint_reaches_the_student(grade_source: Grade, right_source: str) -> None:
    source = right_source.replace("np.where(cache > 0, dout, 0)", "dout.copy()")
    outcomes = [o for o in grade_source(source).outcomes if o.misconception]
    assert {o.misconception for o in outcomes} == {"relu_passes_everywhere"}
    assert {o.hidden for o in outcomes} == {True, False}
    assert all("Where x is negative" in o.message for o in outcomes)
