"""What a check says of a function in another process, by the types of errors and values."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks.context import CheckFailure
from autograder.checks.contract import assert_raises, type_name
from autograder.checks.remote import Remote
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
