"""A plain assert is a verdict with its text, in the grader, in the proofs and at home alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_course import at_home, graded, lost, small_course

from autograder.checks.assertions import verdict_of
from autograder.checks.context import CheckFailure
from autograder.errors import Raised

HEAD = """OK_FORMAT = False
name = "double"

import numpy as np

from autograder.checks import case


"""
CASES = '''@case(points=1)
def plain(double):
    """is twice as large"""
    out = double(np.array([1.0, 2.5]))
    assert out.shape == (2,) and (
        out.sum() == 7.0
    )


@case(points=1)
def with_a_text(double):
    """is positive"""
    out = double(3.0)
    assert out > 0, f"double(3.0) should be positive, but is {out}"


@case(points=1)
def by_numpy(double):
    """is what NumPy says"""
    np.testing.assert_allclose(double(np.array([1.0, 2.5])), [2.0, 5.0], rtol=1e-7)
'''
TEST = HEAD + CASES
HIDDEN = TEST.replace('"double"', '"double (hidden)"')
WRONG = "def double(x):\n    return -x\n"
SAYS = (
    "this does not hold: out.shape == (2,) and out.sum() == 7.0",
    "double(3.0) should be positive, but is -3.0",
    "Not equal to tolerance rtol=1e-07, atol=0",
)
FAILS = "def double(x):\n    assert x is None, 'mine'\n"


def test_an_assert_is_a_verdict_with_its_text_everywhere_alike(tmp_path: Path) -> None:
    folders = small_course(
        tmp_path / "course", test=TEST, more={"tests/hw/hidden/double.py": HIDDEN}
    )
    hand_in = tmp_path / "small.py"
    hand_in.write_text(WRONG)
    outcomes = graded(folders, hand_in, tmp_path).outcomes
    proven = lost(folders, {"small.py": WRONG})
    printed = " ".join(at_home(folders, {"small.py": WRONG}, tmp_path / "home").split())
    assert len(outcomes) == len(proven) == 6
    for outcome, verdict, says in zip(outcomes[:3], proven[:3], SAYS, strict=True):
        assert outcome.message.startswith(says) and verdict.detail.startswith(says)
        assert says in printed
    for outcome in outcomes[3:]:
        assert outcome.hidden and outcome.message == "an assertion of the test does not hold."


def test_an_assert_in_the_students_code_is_the_students(tmp_path: Path) -> None:
    folders = small_course(tmp_path / "course", test=TEST)
    hand_in = tmp_path / "small.py"
    hand_in.write_text(FAILS)
    outcome = graded(folders, hand_in, tmp_path).outcomes[0]
    assert outcome.message.startswith("double raised AssertionError (small.py, line 2): mine")
    printed = at_home(folders, {"small.py": FAILS}, tmp_path / "home")
    assert "AssertionError in small.py, line 2: mine" in printed


def test_what_the_students_code_raised_is_never_an_assertion_of_the_test() -> None:
    class Told(Raised, AssertionError):
        """As the sandbox tells an AssertionError of the student's."""

    source = "def test(error):\n    raise error\n"
    namespace: dict[str, Any] = {}
    exec(compile(source, "t.py", "exec"), namespace)
    for error, is_the_tests in ((Told("AssertionError", "mine"), False), (AssertionError(), True)):
        with pytest.raises(AssertionError) as raised:
            namespace["test"](error)
        found = verdict_of(raised.value, {"t.py": source})
        assert isinstance(found, CheckFailure) is is_the_tests
