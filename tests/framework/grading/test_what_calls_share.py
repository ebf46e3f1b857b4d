"""What wrong code hides from a single call: state, changed shapes, warnings, memory order."""

from __future__ import annotations

import types
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from small_course import REFERENCE, TEST, small_course

from autograder.checks import CheckFailure, without_warnings
from autograder.checks.contract import student_function
from autograder.grading.engine import failures
from autograder.grading.results import Results
from autograder.publish.proofs.answers import Answers, Workplace
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.names import StudentNames
from autograder.sandbox.process import Sandbox

RELU = "    return np.maximum(0, x), x"
SHARED = {
    "a global": "    global last\n    last = x\n    return np.maximum(0, x), x",
    "an attribute": "    relu_forward.x = x\n    return np.maximum(0, x), x",
}
BACKWARD = "    return np.where(cache > 0, dout, 0)"


def names_of(source: str) -> StudentNames:
    """The student's names as at home."""
    module = types.ModuleType("small")
    exec(source, module.__dict__)
    return StudentNames(Loopback(vars(module), Path()), defined=vars(module))


@pytest.mark.parametrize("where", SHARED)
def test_a_cache_is_of_its_own_forward(
    where: str, right_source: str, grade_source: Callable[[str], Results]
) -> None:
    name = "last" if where == "a global" else "relu_forward.x"
    assert BACKWARD in right_source
    wrong = right_source.replace(RELU, SHARED[where])
    wrong = wrong.replace(BACKWARD, f"    return np.where({name} > 0, dout, 0)")
    found = failures(grade_source(wrong))
    assert any(found["relu_backward"].values())


@pytest.mark.parametrize(
    "change",
    ["x.shape = (-1,)", "x.resize((x.size, 1), refcheck=False)", "x.shape = (*x.shape, 1)"],
)
def test_a_changed_shape_is_a_change(
    change: str, right_source: str, grade_source: Callable[[str], Results]
) -> None:
    body = f"    out = np.maximum(0, x), x.copy()\n    {change}\n    return out"
    found = failures(grade_source(right_source.replace(RELU, body)))
    assert "relu_forward: x was changed" in (found["relu_forward"]["leaves x as it was"] or "")


NAIVE = "import numpy as np\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
CAREFUL = NAIVE.replace("    return", "    with np.errstate(over='ignore'):\n        return")


def test_a_warning_fails_where_silence_is_promised_and_nowhere_else() -> None:
    x = np.array([-1000.0, 0.0])
    sigmoid = student_function("sigmoid", names_of(NAIVE))
    with pytest.raises(CheckFailure, match=r"a warning where the task says .* overflow") as caught:
        without_warnings(sigmoid)(x)
    assert "overflow" not in caught.value.safe
    with pytest.warns(RuntimeWarning):  # pytest's own, at home
        assert sigmoid(x).tolist() == [0.0, 0.5]
    careful = student_function("sigmoid", names_of(CAREFUL))
    assert without_warnings(careful)(x).tolist() == [0.0, 0.5]
    assert without_warnings(careful).__name__ == "sigmoid"


def test_an_array_arrives_in_the_order_in_which_it_lies_in_memory() -> None:
    source = "def strides(x):\n    return list(x.strides), x\n"
    strides = student_function("strides", names_of(source))
    x = np.arange(24.0).reshape(2, 3, 4)
    for axes in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        laid, same = strides(x.transpose(axes))
        assert laid == list(x.transpose(axes).strides)
        assert np.array_equal(same, x.transpose(axes))


INPUTS = '''

WEIGHTS = {"w": np.array([1.0, 2.0])}


@case(points=1)
def weights(apply):
    """applies the weights"""
    assert_close(apply(np.ones(2), WEIGHTS), np.array([1.0, 2.0]), "apply")


@case(points=1)
def in_place(step):
    """steps in place"""
    step(WEIGHTS)
    assert_close(WEIGHTS["w"], np.array([2.0, 3.0]), "w")
'''
MORE = """

def apply(x, weights):
    # BEGIN SOLUTION
    return x * weights["w"]
    # END SOLUTION


def step(weights):
    # BEGIN SOLUTION
    weights["w"] += 1
    # END SOLUTION
"""


def test_what_one_hand_in_does_to_a_tests_own_inputs_reaches_no_other(tmp_path: Path) -> None:
    """A worker grades many hand-ins with the inputs that a test file defines once."""
    right = REFERENCE + MORE
    folders = small_course(tmp_path, reference=right, test=TEST + INPUTS)
    spoiling = right.replace("return x *", 'weights["w"] *= 3; weights["new"] = 1; return x *')
    spoiling = spoiling.replace('"w"] += 1', '"w"] += 5')
    with Sandbox() as sandbox:
        workplace = Workplace(Answers(folders), sandbox)
        for _ in range(2):
            assert len(workplace.lost({"small.py": spoiling})) == 2
            assert workplace.lost({"small.py": right}) == []
