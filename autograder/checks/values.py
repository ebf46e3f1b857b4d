"""Answers are compared with expected ones: shape, dtype, finiteness, then values."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.context import CheckFailure, current_run, note_check
from autograder.checks.contract import type_name
from autograder.checks.hidden import how_many, told_dtype, told_kind
from autograder.checks.numeric import AnyArray
from autograder.checks.pattern import describe_pattern
from autograder.language import gettext, label, marked

RTOL = 1e-7
ATOL_OF_MAX = 1e-9
"""Tolerances of ``assert_close``: float64 sums of a few thousand terms in another order differ by
less than 1e-12 of the largest entry; the mildest real mistakes (an epsilon at the wrong place,
next to a feature of small variance) are off by 1e-4 and more."""

EXPECTED, NUMERIC = marked("expected"), marked("numeric")
"""By what the right value is known."""
THE_RESULT = marked("the result")
"""What a value is called that a test gives no name."""


def assert_close(
    actual: object,
    expected: object,
    what: str = THE_RESULT,
    *,
    rtol: float = RTOL,
    atol: float | None = None,
) -> None:
    """Fail with ``CheckFailure`` unless ``actual`` equals ``expected`` up to rounding.

    ``what`` names the value, as in ``"affine_forward: out"``. Where ``expected`` is a list or a
    tuple, nested or not, ``actual`` may be one too, of integers or floats. An element passes where
    ``|actual - expected| <= rtol * |expected| + atol``; ``atol`` is 1e-9 of the largest
    expected entry by default.

    Examples:
        >>> assert_close(np.array([1.0, 2.5]), np.array([1.0, 2.5]), "double: out")
        >>> assert_close(np.array([1.0, 2.0]), np.array([1.0, 2.5]), "double: out")
        Traceback (most recent call last):
        CheckFailure: double: out is wrong in 1 of 2 elements; worst at [1]: yours 2, expected 2.5.
          Only index 1 of axis 0 is wrong.
        >>> assert_close(np.ones((2, 1)), np.ones(2), "double: out")
        Traceback (most recent call last):
        CheckFailure: double: out has shape (2, 1), expected (2,).
    """
    wanted = np.asarray(expected)
    if isinstance(expected, list | tuple) and isinstance(actual, list | tuple):
        actual = _array_of(actual, what)
        wanted = wanted.astype(np.result_type(wanted, actual))
        actual = actual.astype(wanted.dtype)
    got = as_plain_array(actual, wanted, what)
    if wanted.dtype.kind in "bu":  # a difference of pixels would wrap around
        got, wanted = got.astype(np.float64), wanted.astype(np.float64)
    scale = float(np.max(np.abs(wanted), initial=0.0))
    tolerance = rtol * np.abs(wanted) + (ATOL_OF_MAX * scale if atol is None else atol)
    fail_where(np.abs(got - wanted) > tolerance, got, wanted, what, oracle=EXPECTED)


def assert_dict_close(
    actual: object,
    expected: Mapping[str, Any],
    what: str,
    *,
    rtol: float = RTOL,
    others: bool = False,
) -> None:
    """Fail unless ``actual`` is a dict with the keys of ``expected``, each entry close to its own.

    Entries are arrays, numbers or dicts of them; with ``others`` there may be more of them. The
    absolute tolerance is 1e-9 of the largest entry of all: among gradients there may be one that is
    0 but for rounding, such as that of a bias in front of batch normalization.

    Examples:
        >>> grads = {"W": np.ones((2, 3)), "b": np.zeros(3)}
        >>> assert_dict_close({"W": np.ones((2, 3)), "b": np.zeros(3)}, grads, "grads")
        >>> assert_dict_close({"W": np.ones((2, 3))}, grads, "grads")
        Traceback (most recent call last):
        CheckFailure: grads['b'] is missing.
    """
    what = label(what)
    if not isinstance(actual, Mapping):
        is_what, told = _kind_of(actual, what)
        raise CheckFailure(
            gettext("{what} should be a dict, but is {found}.", what=what, found=is_what),
            safe=gettext("{what} should be a dict, but is {found}.", what=what, found=told),
        )
    found, wanted = dict(leaves(actual)), dict(leaves(expected))
    if missing := [named(what, path) for path in wanted if path not in found]:
        raise CheckFailure(gettext("{what} is missing.", what=missing[0]))
    if not others and len(found) > len(wanted):
        more = len(found) - len(wanted)
        raise CheckFailure(
            gettext("{what} holds what it should not: {count} entries.", what=what, count=more),
            safe=gettext("{what} holds what it should not.", what=what),
        )
    largest = max((float(np.max(np.abs(v), initial=0.0)) for v in wanted.values()), default=0.0)
    for path, value in wanted.items():
        assert_close(found[path], value, named(what, path), rtol=rtol, atol=ATOL_OF_MAX * largest)


def leaves(tree: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """What nested dicts hold that is no dict itself, each with its path of keys.

    Anything else is one leaf, whose path is empty.
    """
    if not isinstance(tree, Mapping):
        yield path, tree
        return
    for key, value in tree.items():
        yield from leaves(value, (*path, key))


def named(what: str, path: Iterable[object]) -> str:
    """The name of an entry of nested dicts, as in ``"grads['W1']"``."""
    return what + "".join(f"[{key!r}]" for key in path)


def assert_shape(actual: object, shape: tuple[int, ...], what: str) -> None:
    """Fail unless ``actual`` is a finite float64 array of ``shape``.

    Examples:
        >>> assert_shape(np.zeros((3, 4)), (3, 4), "init: W")
        >>> assert_shape(np.zeros((4, 3)), (3, 4), "init: W")
        Traceback (most recent call last):
        CheckFailure: init: W has shape (4, 3), expected (3, 4).
    """
    as_plain_array(actual, np.empty(shape), what)


def assert_pairs(actual: object, expected: Sequence[tuple[float, float]], what: str) -> None:
    """Fail unless ``actual`` is a list of as many pairs of numbers, each close to its own.

    Examples:
        >>> assert_pairs([(0, 0.5), (1, 0.25)], [(0, 0.5), (1, 0.25)], "schedule")
        >>> assert_pairs([0.5, 0.25], [(0, 0.5), (1, 0.25)], "schedule")
        Traceback (most recent call last):
        CheckFailure: schedule should return a list of pairs of numbers.
    """
    try:
        if not isinstance(actual, list | tuple | np.ndarray):  # one that can be read once
            raise TypeError(type_name(actual))
        found = np.array([[float(a), float(b)] for a, b in actual])
    except (TypeError, ValueError):
        raise CheckFailure(
            gettext("{what} should return a list of pairs of numbers.", what=label(what))
        ) from None
    assert_close(found, np.array(expected), what)


def as_plain_array(actual: object, expected: AnyArray, what: str) -> AnyArray:
    """``actual`` as a plain array of exactly the shape and kind of ``expected``."""
    note_check("values")
    what = label(what)
    plain = type(actual) is np.ndarray or isinstance(actual, np.generic | float | int)
    if not plain and (not isinstance(actual, np.ndarray) or isinstance(actual, np.ma.MaskedArray)):
        raise _wrong_kind(actual, expected, what)
    got = np.array(actual, subok=False)
    shown = {"what": what, "expected": expected.shape}
    if got.shape != expected.shape:
        as_many = got.ndim == expected.ndim
        raise CheckFailure(
            gettext("{what} has shape {found}, expected {expected}.", **shown, found=got.shape),
            safe=gettext("{what} has the wrong shape.", what=what)
            if as_many
            else gettext("{what} has the wrong number of axes.", what=what),
        )
    if (expected.ndim and got.dtype != expected.dtype) or got.dtype.kind not in "fiub":
        sentence = marked("{what} has dtype {found}, expected {expected}.")
        wanted = expected.dtype
        raise CheckFailure(
            gettext(sentence, what=what, found=got.dtype, expected=wanted),
            safe=gettext(sentence, what=what, found=told_dtype(got.dtype), expected=wanted),
        )
    _refuse_infinite(got, what)
    return got


def _wrong_kind(actual: object, expected: AnyArray, what: str) -> CheckFailure:
    """The failure of a value that is no array, or no number, as ``expected`` is."""
    is_what, told = _kind_of(actual, what)
    if expected.ndim == 0 and expected.dtype != object:  # that of None has no axes either
        sentence = marked("{what} should be a number, but is {found}.")
        shown = gettext(sentence, what=what, found=is_what)
    else:
        sentence = marked("{what} should be an array, but is {found}.")
        shown = gettext(sentence, what=what, found=is_what)
        if expected.ndim:
            shown = gettext(
                "{what} should be an array of shape {shape}, but is {found}.",
                what=what,
                shape=expected.shape,
                found=is_what,
            )
    return CheckFailure(shown, safe=gettext(sentence, what=what, found=told))


def _refuse_infinite(got: AnyArray, what: str) -> None:
    """``CheckFailure`` where any element is infinite, or not a number."""
    bad = ~np.isfinite(got)
    if not bad.any():
        return
    index, count = first_index(bad), int(bad.sum())
    raise CheckFailure(
        gettext(
            "{what} is {found} at {index}: {count} of {size} elements are not finite.",
            **{"what": what, "found": got[index], "index": list(index)},
            count=count,
            size=bad.size,
        ),
        safe=gettext(
            "{what} is not finite in {how_many} of its elements.",
            what=what,
            how_many=how_many(count, bad.size),
        ),
    )


def _kind_of(found: object, what: str) -> tuple[str, str]:
    """What a value is in words that is not what it should be, and what a hidden case says of it.

    None has come by two ways.
    """
    if found is not None:
        name = type_name(found)
        return gettext("a {type}", type=name), gettext("a {type}", type=told_kind(name))
    # A name like "bn_param['running_mean']" is that of an entry, which a test asks for by get().
    stored = what.rpartition(": ")[2].count("['") > 0
    if stored:
        none = gettext("None (was it never stored?)")
    else:
        none = gettext("None (is a return missing?)")
    return none, none


def _array_of(numbers: Sequence[object], what: str) -> AnyArray:
    """The array of nested lists of numbers; ``CheckFailure`` where they are none."""
    with contextlib.suppress(ValueError, TypeError):  # of different lengths
        found = np.array(numbers)
        if found.dtype.kind in "biuf":
            return found
    raise CheckFailure(
        gettext(
            "{what} should hold numbers, in lists as long as those beside them.", what=label(what)
        )
    )


def fail_where(
    wrong: AnyArray,
    got: AnyArray,
    wanted: AnyArray,
    what: str,
    *,
    oracle: str,
    inputs: Mapping[str, Any] | None = None,
) -> None:
    """Raise ``CheckFailure`` where any element is ``wrong``, naming the worst and the pattern.

    ``inputs`` are those of the layer whose gradient it is.
    """
    if not wrong.any():
        return
    what = label(what)
    gap = np.where(wrong, np.abs(got - wanted), -1.0)
    index = tuple(int(i) for i in np.unravel_index(int(np.argmax(gap)), gap.shape))
    count = int(wrong.sum())
    pattern, safe = describe_pattern(got, wanted, wrong, inputs)
    yours, right = _told_apart(got[index], wanted[index])
    message = gettext(
        "{what} is wrong in {count} of {size} elements; {compared}.",
        what=what,
        count=count,
        size=wrong.size,
        compared=_compared(index, yours, right, oracle),
    )
    told = gettext(
        "{what} is wrong in {how_many} of its elements. {pattern}",
        what=what,
        how_many=how_many(count, wrong.size),
        pattern=safe,
    )
    raise CheckFailure(f"{message}\n  {pattern}" if pattern else message, safe=told.rstrip())


def _compared(index: tuple[int, ...], yours: str, right: str, oracle: str) -> str:
    """The student's value and the right one; ``oracle`` says by what it is known, as a sentence's
    key: "expected" or "numeric".
    """
    values = gettext(
        "yours {yours}, {oracle} {right}", yours=yours, oracle=gettext(oracle), right=right
    )
    if not index:
        return values
    return gettext("worst at {index}: {values}", index=list(index), values=values)


def _told_apart(a: float, b: float) -> tuple[str, str]:
    """Two different numbers with six digits, or with as many as it takes to see a difference."""
    for digits in range(6, 17):
        if (x := f"{a:.{digits}g}") != (y := f"{b:.{digits}g}"):
            return x, y
    return f"{a:.17g}", f"{b:.17g}"  # what tells any two numbers apart


def assert_unchanged(now: object, before: object, what: str) -> None:
    """Fail unless the array ``now`` still equals its copy ``before``, bit for bit.

    An array that was given to a student's function directly counts as that function left it.

    Examples:
        >>> x = np.array([1.0, -2.0])
        >>> before = x.copy()
        >>> np.maximum(x, 0, out=x)
        array([1., 0.])
        >>> assert_unchanged(x, before, "relu: x")
        Traceback (most recent call last):
        CheckFailure: relu: x was changed in place; work on a copy, the caller still needs it.
    """
    note_check("unchanged")
    touched = any(now is array for array in current_run().changed)
    if touched or not np.array_equal(np.asarray(now), np.asarray(before)):
        raise CheckFailure(
            gettext(
                "{what} was changed in place; work on a copy, the caller still needs it.",
                what=label(what),
            )
        )


def first_index(mask: AnyArray) -> tuple[int, ...]:
    """The index of the first True element."""
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(mask)), mask.shape))
