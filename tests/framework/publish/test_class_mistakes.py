"""A mistake in a class or a method is a known mistake like one in a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_course import at_home, graded, small_course

from autograder.assignment.bundle import open_bundle
from autograder.assignment.misconceptions import wrong
from autograder.assignment.reference import load_misconceptions, load_reference
from autograder.errors import AssignmentError
from autograder.grading import retrial
from autograder.grading.engine import grade
from autograder.grading.results import Outcome
from autograder.grading.retrial import Budget
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.known_mistakes import mistakes_are_caught
from autograder.sandbox.process import Sandbox

Grader = Callable[[str], list[Outcome]]

REFERENCE = '''"""A scale."""


class Scale:
    """Multiplies by a factor."""

    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        """factor * x"""
        # BEGIN SOLUTION
        return self.factor * x
        # END SOLUTION

    def backward(self, dout):
        """factor * dout"""
        # BEGIN SOLUTION
        return self.factor * dout
        # END SOLUTION


class Twice(Scale):
    """By two."""

    def __init__(self):
        super().__init__(2.0)


def scaled(factor, x, dout):
    """forward and backward of a Scale, and of Twice."""
    # BEGIN SOLUTION
    layers = [Scale(factor), Twice()]
    return [[layer.forward(x), layer.backward(dout)] for layer in layers]
    # END SOLUTION
'''
TEST = '''OK_FORMAT = False
name = "double"

from autograder.checks import assert_close, case


@case(points=1)
def values(scaled):
    """scales"""
    assert_close(scaled(3.0, 2.0, 5.0), [[6.0, 15.0], [4.0, 10.0]], "scaled")
'''
MISTAKES = """import small
from autograder.assignment import wrong


@wrong("Scale", "the layer adds", hint="Scale.", question="double")
class Adds(small.Scale):
    def forward(self, x):
        return self.factor + x


@wrong("Scale.backward", "dout passes unchanged", hint="The chain rule.", question="double")
def passes(self, dout):
    return small.Scale.backward(self, dout) / self.factor
"""


def test_classes_and_methods_are_known_mistakes_that_lose_points_and_are_named(
    tmp_path: Path,
) -> None:
    folders = small_course(tmp_path, reference=REFERENCE, test=TEST)
    (folders.solution / "misconceptions.py").write_text(MISTAKES)
    found = load_misconceptions(folders.solution, ["small"])
    assert [(m.name, m.target) for m in found] == [("Adds", "Scale"), ("passes", "Scale")]
    proof = mistakes_are_caught(Answers(folders))
    assert proof.holds and "2 mistakes, 2 of them named" in proof.figure, proof


NATURAL_TEST = '''OK_FORMAT = False
name = "double"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def forward(Scale):
    """multiplies by its factor, which may change"""
    layer = Scale(3.0)
    assert_close(layer.forward(np.array([1.0, 2.0])), np.array([3.0, 6.0]), "Scale.forward")
    layer.factor = 4.0
    assert_close(layer.forward(np.array([1.0, 2.0])), np.array([4.0, 8.0]), "Scale.forward")


@case(points=1)
def backward(Twice):
    """passes the gradient on, times the factor"""
    assert Twice().factor == 2.0
    assert_close(Twice().backward(np.array([1.0, -1.0])), np.array([2.0, -2.0]), "Twice.backward")
'''
HAND_INS = {
    "Adds": REFERENCE.replace("self.factor * x", "x + self.factor"),
    "passes": REFERENCE.replace("self.factor * dout", "1.0 * dout"),
    "": REFERENCE.replace("self.factor * dout", "3.0 * dout"),
}
"""A known mistake, none for one that nobody knows -> a hand-in that makes it."""


@pytest.mark.parametrize("mistake", HAND_INS)
def test_a_mistake_in_a_class_is_named_to_the_student_and_no_other_one_is(
    mistake: str, tmp_path: Path
) -> None:
    hidden = NATURAL_TEST.replace('"double"', '"double (hidden)"')
    more = {"tests/hw/hidden/double.py": hidden, "solutions/hw/misconceptions.py": MISTAKES}
    folders = small_course(tmp_path / "c", reference=REFERENCE, test=NATURAL_TEST, more=more)
    assert mistakes_are_caught(Answers(folders)).holds
    hand_in = tmp_path / "small.py"
    hand_in.write_text(HAND_INS[mistake])
    outcomes = graded(folders, hand_in, tmp_path).outcomes
    lost = [o for o in outcomes if o.status == "failed"]
    assert len(lost) == 2  # one case, in both halves
    assert {o.misconception for o in lost} == {mistake}
    if mistake:
        assert all("Your answer is what comes out " in o.message for o in lost)


def test_where_the_time_for_known_mistakes_is_over_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"solutions/hw/misconceptions.py": MISTAKES}
    folders = small_course(tmp_path / "c", reference=REFERENCE, test=NATURAL_TEST, more=more)
    hand_in = tmp_path / "small.py"
    hand_in.write_text(HAND_INS["Adds"])
    monkeypatch.setattr(retrial, "Budget", lambda: Budget(left=1e-9))
    (lost,) = [o for o in graded(folders, hand_in, tmp_path).outcomes if o.status == "failed"]
    assert lost.misconception == "" and "Your answer is what comes out" not in lost.message


def test_a_method_is_replaced_in_its_class_and_its_subclasses_inherit_that(tmp_path: Path) -> None:
    folders = small_course(tmp_path, reference=REFERENCE, test=TEST)
    (folders.solution / "misconceptions.py").write_text(MISTAKES)
    found = [
        load_reference(folders.solution, ["small"], change=m.put_into).scaled(3.0, 2.0, 5.0)
        for m in load_misconceptions(folders.solution, ["small"])
    ]
    assert found == [
        [[5.0, 15.0], [4.0, 10.0]],  # Twice is a Scale from before the class was replaced
        [[6.0, 5.0], [4.0, 5.0]],
    ]


def test_a_method_of_what_is_no_class_is_an_error() -> None:
    @wrong("double.backward", "it is wrong", hint="")
    def mistake(self: object) -> None:
        """No method."""

    with pytest.raises(AssignmentError, match=r"'mistake': double of double.backward is no class"):
        mistake.as_hand_in({"double": abs})


def test_the_stub_of_a_method_is_told_by_its_class_at_home_and_in_the_grader(
    tmp_path: Path,
) -> None:
    folders = small_course(tmp_path / "c", reference=REFERENCE, test=NATURAL_TEST)
    assert "Scale.forward is not implemented yet." in at_home(folders, {}, tmp_path / "home")
    messages = [o.message for o in graded(folders, tmp_path / "home", tmp_path).outcomes]
    assert messages[0] == "Scale(...).forward is not implemented yet."


OBJECTS = '''"""What works on objects of a test."""

import numpy as np


def mean(model, xs):
    """The mean of model.score over xs, in evaluation; the model is then in training again."""
    # BEGIN SOLUTION
    model.train(False)
    total = sum(model.score(x) for x in xs)
    model.train(True)
    return total / len(xs)
    # END SOLUTION


class Exp:
    """e to the power of x."""

    def forward(self, x):
        """Without a warning, at most 1e300."""
        # BEGIN SOLUTION
        return np.minimum(np.exp(np.minimum(x, 700.0)), 1e300)
        # END SOLUTION
'''
TEST_OF_OBJECTS = '''OK_FORMAT = False
name = "mean"

from autograder.checks import assert_close, case, stand_in


@case(points=1)
def values(mean):
    """is the mean"""
    model = stand_in(train=lambda mode: None, score=lambda x: 3.0 * x)
    assert_close(mean(model, [1.0, 2.0, 6.0]), 9.0, "mean")


@case(points=1)
def modes(mean):
    """asks for evaluation, then for training"""
    modes = []
    mean(stand_in(train=modes.append, score=lambda x: 1.0), [1.0])
    assert modes == [False, True], "mean: the modes of the model"
'''
TEST_OF_WARNINGS = '''OK_FORMAT = False
name = "Exp"

import numpy as np

from autograder.checks import assert_close, case, without_warnings


@case(points=1)
def silent(Exp):
    """does not warn"""
    out = without_warnings(Exp().forward)(np.array([0.0, 1000.0]))
    assert_close(out, np.array([1.0, 1e300]), "Exp.forward: out")
'''
MISTAKES_WITH_OBJECTS = """import numpy as np
import small
from autograder.assignment import wrong


@wrong("mean", "the sum is returned", hint="Sum or mean?")
def total(model, xs):
    return small.mean(model, xs) * len(xs)


@wrong("mean", "the model is not trained again", hint="In which mode is it afterwards?")
def left(model, xs):
    model.train(False)
    return sum(model.score(x) for x in xs) / len(xs)


@wrong("Exp.forward", "exp overflows", hint="What is exp(1000)?")
def overflows(self, x):
    return np.minimum(np.exp(x), 1e300)
"""
WITH_OBJECTS = {
    "total": OBJECTS.replace("total / len(xs)", "total"),
    "left": OBJECTS.replace("    model.train(True)\n", ""),
    "overflows": OBJECTS.replace("np.minimum(x, 700.0)", "x"),
    "": OBJECTS.replace("total / len(xs)", "total - len(xs)"),
    "None": OBJECTS.replace("model.train(False)", "model.train(None)"),
}
"""As ``HAND_INS``; the last one gives the right answers and asks for what no known mistake does."""


@pytest.fixture(scope="module")
def grader_of_objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    """Grades a ``small.py``, given as text, by the tests above."""
    root = tmp_path_factory.mktemp("objects")
    more = {
        "tests/hw/public/exp.py": TEST_OF_WARNINGS,
        "solutions/hw/misconceptions.py": MISTAKES_WITH_OBJECTS,
    }
    folders = small_course(root, reference=OBJECTS, test=TEST_OF_OBJECTS, more=more)
    bundle = build(folders, root / "dist")[1]
    with open_bundle(bundle) as rubric, Sandbox() as sandbox:

        def run(text: str) -> list[Outcome]:
            (root / "small.py").write_text(text)
            return grade(rubric, root / "small.py", sandbox).outcomes

        yield run


@pytest.mark.parametrize("mistake", WITH_OBJECTS)
def test_a_mistake_is_named_by_what_it_does_with_the_objects_of_a_test(
    mistake: str, grader_of_objects: Grader
) -> None:
    lost = [o for o in grader_of_objects(WITH_OBJECTS[mistake]) if o.status == "failed"]
    assert [o.misconception for o in lost] == [mistake.replace("None", "")]


FREE = OBJECTS.replace(
    "sum(model.score(x) for x in xs)", "sum(model.score(x) for x in reversed(xs))"
).replace("return total / len(xs)", "return total")


def test_in_which_order_a_test_is_asked_speaks_against_no_mistake(
    grader_of_objects: Grader,
) -> None:
    outcomes = [o for o in grader_of_objects(FREE) if o.question == "mean"]
    assert [o.misconception for o in outcomes] == ["total", ""]
    assert [o.points for o in outcomes] == [0.0, 1.0]


SLOPES = '''"""Slopes."""


def slope(f, x, step=0.5):
    """The slope of f between x - step and x + step."""
    # BEGIN SOLUTION
    return (f(x + step) - f(x - step)) / width(step)
    # END SOLUTION


def width(step):
    """How far x - step and x + step are apart."""
    # BEGIN SOLUTION
    return 2 * step
    # END SOLUTION


def times(f, x):
    """x times f(x)."""
    # BEGIN SOLUTION
    return x * f(x)
    # END SOLUTION
'''
LENDING_TEST = '''OK_FORMAT = False
name = "slope"

from autograder.checks import assert_close, case


@case(points=1)
def square(slope):
    """is 2x for a square"""
    assert_close(slope(lambda x: x * x, 3.0), 6.0, "slope")


@case(points=1)
def wide(slope):
    """takes the step that it is given"""
    assert_close(slope(lambda x: x**3, 1.0, step=2.0), 7.0, "slope")


@case(points=1)
def product(times):
    """multiplies"""
    assert_close(times(lambda x: x + 1, 3.0), 12.0, "times")
'''
SLOPE_MISTAKES = """from autograder.assignment import wrong


@wrong("width", "a step is as wide as it goes to one side", hint="Draw it.", question="slope")
def one_step(step):
    return step


@wrong("slope", "the difference is one-sided", hint="Is it the same on both sides?")
def one_sided(f, x, step=0.5):
    return (f(x + step) - f(x)) / step


@wrong("times", "x is added", hint="What is times?", question="slope")
def added(f, x):
    return x + f(x)
"""
SLOPE_HAND_INS = {
    "one_step": SLOPES.replace("2 * step", "step * 1"),
    "one_sided": SLOPES.replace("f(x - step)) / width(step)", "f(x)) / step"),
    "added": SLOPES.replace("x * f(x)", "f(x) + x"),
    "": SLOPES.replace("2 * step", "3 * step"),
}


@pytest.mark.parametrize("mistake", SLOPE_HAND_INS)
def test_a_mistake_is_named_where_no_noted_call_is_of_its_function(
    mistake: str, tmp_path: Path
) -> None:
    more = {"solutions/hw/misconceptions.py": SLOPE_MISTAKES}
    folders = small_course(tmp_path / "c", reference=SLOPES, test=LENDING_TEST, more=more)
    proof = mistakes_are_caught(Answers(folders))
    assert proof.holds and "3 mistakes, 3 of them named" in proof.figure, proof
    hand_in = tmp_path / "small.py"
    hand_in.write_text(SLOPE_HAND_INS[mistake])
    lost = [o for o in graded(folders, hand_in, tmp_path).outcomes if o.status == "failed"]
    assert lost and {o.misconception for o in lost} == {mistake}
