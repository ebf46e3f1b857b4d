"""What a check says of a function in another process, by the types of errors and values."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks.context import CaseRun, CheckFailure, running
from autograder.checks.contract import assert_raises, student_function, type_name
from autograder.checks.remote import Remote
from autograder.checks.values import assert_unchanged
from autograder.errors import Ended, Raised, SandboxError, Timeout, Undefined


def raising(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("error", [ValueError("x"), Raised("ValueError", "x"), UnicodeError("x")])
def test_an_expected_exception_counts_here_and_in_the_sandbox(error: Exception) -> None:
    assert_raises(ValueError, raising, error)


@pytest.mark.parametrize("error", [KeyError("x"), Raised("KeyError", "x")])
def test_another_exception_is_named(error: Exception) -> None:
    with pytest.raises(CheckFailure, match="should raise ValueError; it raised KeyError"):
        assert_raises(ValueError, raising, error)


@pytest.mark.parametrize(
    "error",
    [
        Undefined("f"),
        Timeout("f took too long"),
        Ended("f could not run"),
        SandboxError("the zygote is gone"),
        NotImplementedError("f"),
        Raised("NotImplementedError", "f is not implemented yet."),
    ],
)
def test_a_function_that_did_not_answer_is_told_as_that(error: Exception) -> None:
    with pytest.raises(type(error)) as caught:
        assert_raises(ValueError, raising, error)
    assert caught.value is error


def test_a_value_that_stays_elsewhere_has_the_name_of_its_type_there() -> None:
    class Iterating(Remote):
        __kind__ = "generator"  # type: ignore[assignment]

    assert type_name(Remote()) == "object"
    assert type_name(Iterating()) == "generator"
    assert type_name(np.dtype("f8")) == type(np.dtype("f8")).__name__


def halves_in_place(weights: list[np.ndarray]) -> list[np.ndarray]:
    for w in weights:
        w *= 0.5
    return weights


def test_an_array_in_a_list_that_is_changed_is_noticed_and_stays_for_the_test() -> None:
    weights = [np.ones(2), np.ones(3)]
    with running(CaseRun("q", "c")):
        student_function("halve", {"halve": halves_in_place})(weights)
        assert weights[1].tolist() == [1.0, 1.0, 1.0]
        with pytest.raises(CheckFailure, match="weights was changed in place"):
            assert_unchanged(weights[1], np.ones(3), "weights")


def test_a_list_that_is_made_shorter_does_not_stop_the_test() -> None:
    weights = [np.ones(2), np.ones(3)]
    with running(CaseRun("q", "c")):
        student_function("cut", {"cut": lambda given: given.clear()})(weights)
        assert_unchanged(weights[0], np.ones(2), "weights")
