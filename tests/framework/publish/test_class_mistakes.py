"""A mistake in a class or a method is a known mistake like one in a function."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import small_course

from autograder.assignment.misconceptions import wrong
from autograder.assignment.reference import load_misconceptions, load_probes
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


def test_classes_and_methods_are_known_mistakes_that_lose_points_where_they_should(
    tmp_path: Path,
) -> None:
    folders = small_course(tmp_path, reference=REFERENCE, test=TEST)
    (folders.solution / "misconceptions.py").write_text(MISTAKES)
    found = load_misconceptions(folders.solution, ["small"])
    assert [(m.name, m.target) for m in found] == [("Adds", "Scale"), ("passes", "Scale")]
    proof = mistakes_are_caught(Answers(folders))
    assert [line for line in proof.against if "loses" in line] == []


def test_a_method_is_replaced_in_its_class_and_its_subclasses_inherit_that(tmp_path: Path) -> None:
    folders = small_course(tmp_path, reference=REFERENCE, test=TEST)
    (folders.solution / "misconceptions.py").write_text(MISTAKES)
    probes = tmp_path / "probes.py"
    probes.write_text("import small\n\nfound = small.scaled(3.0, 2.0, 5.0)\n")
    adds, passes = load_misconceptions(folders.solution, ["small"])
    beside = [load_probes(probes, folders.solution, ["small"], {}, m) for m in (adds, passes)]
    assert [names["found"] for names in beside] == [
        [[5.0, 15.0], [4.0, 10.0]],  # Twice is a Scale from before the class was replaced
        [[6.0, 5.0], [4.0, 5.0]],
    ]


def test_a_method_of_what_is_no_class_is_an_error() -> None:
    @wrong("double.backward", "it is wrong", hint="")
    def mistake(self: object) -> None:
        """No method."""

    with pytest.raises(AssignmentError, match=r"'mistake': double of double.backward is no class"):
        mistake.as_hand_in({"double": abs})
