"""A mistake in a class or a method is a known mistake like one in a function."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import at_home, graded, small_course

from autograder.assignment.misconceptions import wrong
from autograder.assignment.reference import load_misconceptions, load_reference
from autograder.errors import AssignmentError
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.known_mistakes import mistakes_are_caught

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


def test_a_method_is_replaced_in_its_class_and_its_subclasses_inherit_that(tmp_path: Path) -> None:
    folders = small_course(tmp_path, reference=REFERENCE, test=TEST)
    (folders.solution / "misconceptions.py").write_text(MISTAKES)
    found = [
        load_reference(folders.solution, ["small"], mistake=m).scaled(3.0, 2.0, 5.0)
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
