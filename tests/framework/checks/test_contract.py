"""What a check says of a function in another process, by the types of errors and values."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from autograder.checks.context import CaseRun, CheckFailure, running
from autograder.checks.contract import (
    as_it_was,
    assert_raises,
    own_copy,
    student_function,
    type_name,
)
from autograder.checks.copies import ReadOnlyDict, ReadOnlyList, WriteToCopy
from autograder.checks.remote import Remote
from autograder.checks.run import in_words
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


def test_a_method_of_the_students_is_called_by_the_way_to_it() -> None:
    class Method(Remote):
        __label__ = "Linear(...).forward"  # type: ignore[assignment]

        def __call__(self) -> None:
            """Raises nothing."""

    with pytest.raises(CheckFailure, match=r"Linear\(...\).forward should raise ValueError"):
        assert_raises(ValueError, Method())


def test_a_class_and_a_constant_are_what_they_are() -> None:
    """Where no conversation stands between, as by ``otter check``."""
    env = {"Thing": list, "RATE": 0.5}
    assert student_function("Thing", env) is list and student_function("RATE", env) == 0.5


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
        student_function("cut", {"cut": lambda given: [given.clear()]})(weights)
        assert_unchanged(weights[0], np.ones(2), "weights")


def change_all(array: Any, items: list[Any], entries: dict[str, Any], names: set[str]) -> None:
    array += 1
    items[0] *= 2
    items.append("new")
    entries["w"] -= 1
    entries["new"] = 0
    names.add("new")


def test_what_a_function_that_returns_none_changed_is_changed_for_the_test() -> None:
    array, first, w = np.zeros(2), np.ones(3), np.ones(1)
    items, entries, names = [first, 1], {"w": w}, {"old"}
    with running(CaseRun("q", "c")):
        student_function("f", {"f": change_all})(array, items, entries, names)
        assert array.tolist() == [1, 1] and names == {"old", "new"}
        assert items[0] is first and first.tolist() == [2, 2, 2] and items[1:] == [1, "new"]
        assert entries["w"] is w and w.tolist() == [0] and entries["new"] == 0


def test_what_a_function_that_returns_a_value_changed_stays_for_the_test_but_in_dicts() -> None:
    array, first, w = np.zeros(2), np.ones(3), np.ones(1)
    items, entries, names = [first, 1], {"w": w}, {"old"}
    with running(CaseRun("q", "c")):
        f = student_function("f", {"f": lambda *given: [change_all(*given)]})
        f(array, items, entries, names)
        assert array.tolist() == [0, 0] and names == {"old"}
        assert items == [first, 1] and first.tolist() == [1, 1, 1]
        assert w.tolist() == [1] and entries["w"].tolist() == [0] and entries["new"] == 0


def test_a_write_into_a_copy_of_an_objects_value_says_what_to_do() -> None:
    with pytest.raises(WriteToCopy, match=r"set the attribute \(layer.W = layer.W - g\)"):
        ReadOnlyList([1]).append(2)
    with pytest.raises(WriteToCopy, match="read-only"):
        ReadOnlyDict(a=1)["a"] = 2
    assert ReadOnlyList([1]) == [1] and ReadOnlyDict(a=1) == {"a": 1}
    nested = ReadOnlyList([ReadOnlyDict(a=ReadOnlyList([1]))])
    for own in (copy.deepcopy(nested), copy.copy(nested), nested.copy(), nested[:], sorted(nested)):
        own.append(2)
    copy.deepcopy(nested)[0]["a"].append(2)
    assert nested == [{"a": [1]}]
    numpys = ValueError("assignment destination is read-only")
    assert type(in_words(numpys)) is WriteToCopy
    students = Raised("ValueError", "f raised ValueError: read-only")
    assert in_words(students) is students


@pytest.mark.parametrize(
    "given",
    [
        {"W": np.ones(2), "state": {"count": 0, "seen": [1, 2]}},
        [np.ones(2), {"count": 0}, [1, 2]],
        ({"W": np.ones(2)}, {3, 4}),
        np.ones((2, 3)),
    ],
    ids=["dict", "list", "tuple", "array"],
)
@pytest.mark.parametrize("answer", [None, 1.0], ids=["in place", "returns"])
def test_what_a_hand_in_changes_is_as_before_when_the_case_ends(given: Any, answer: object) -> None:
    """A test may define its inputs once: the next hand-in must get what this one got."""

    def spoil(value: Any) -> object:
        if isinstance(value, np.ndarray):
            value += 1
        elif isinstance(value, dict):
            for part in value.values():
                spoil(part)
            value["new"] = value.pop(next(iter(value)))
        elif isinstance(value, list | tuple):
            for part in value:
                spoil(part)
            if isinstance(value, list):
                value.reverse()
        elif isinstance(value, set):
            value.add(5)
        return answer

    before = own_copy(given)
    with running(CaseRun("q", "c")):
        student_function("spoil", {"spoil": spoil})(given)
        seen = as_it_was(given, before)
    assert as_it_was(given, before)
    assert not seen or (answer is not None and not isinstance(given, dict))
