"""Implementations that a student's test is tried on, and what it may give them.

A test that a student writes gets functions and calls them. They answer on the test's side: the
student's code sees what comes back and nothing else. What a forward keeps for its backward stays
here, and a word stands for it there.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.numeric import AnyArray

CHANGES_ARGUMENTS = "__changes_arguments__"
"""The attribute of a lent function whose changes of its arguments reach the student's own."""
MOST_GIVEN = 10_000
"""Numbers that one call of an implementation may be given, and the largest whole number among them:
what is computed with them has to end soon."""
MAX_GIVEN_TEXT, MAX_GIVEN_DEPTH = 1_000, 8
"""Characters of a text among the arguments, and containers in containers."""
MOST_ANSWERED = 100_000
"""Numbers in what a call gives back."""
KEPT_AS = "cache {number}"
"""What stands for the cache of a call, by its number among those of the implementation."""
UNITS = 499
"""How many roundings there are for an answer; a longer one repeats them."""
PLAIN_NUMBERS = "biuf"
"""Kinds of the arrays that an implementation is given: bool, integers and floats."""


class Offered:
    """The functions of one implementation, as a student's test calls them."""

    def __init__(
        self,
        functions: Mapping[str, Callable[..., Any]],
        results: Mapping[str, int],
        rounding: int | None = None,
    ) -> None:
        """``results`` says how many values of a function travel, the rest is its cache; of a
        ``_forward`` it is one. With ``rounding``, a seed, answers differ by what rounding may do.
        """
        self._functions, self._results, self._rounding = functions, results, rounding
        self._units = np.random.default_rng(rounding).integers(-2, 3, size=2 * UNITS)
        self._kept: dict[str, Any] = {}

    def lent(self) -> list[Callable[..., Any]]:
        """The functions, in their order, to be given to the student's test."""
        return [self._lent(name) for name in self._functions]

    def _lent(self, name: str) -> Callable[..., Any]:
        function = self._functions[name]

        def call(*args: Any, **kwargs: Any) -> Any:
            check_plain([*args, *kwargs.values()])
            before = [_held(value) for value in args]
            meant = [self._meant(value) for value in args]
            named = {key: self._meant(value) for key, value in kwargs.items()}
            found = self._told(name, function(*meant, **named))
            for value, held in zip(args, before, strict=True):
                self._round_stored(name, value, held)
            return self._rounded(name, found)

        call.__name__ = name
        setattr(call, CHANGES_ARGUMENTS, True)
        return call

    def _meant(self, value: Any) -> Any:
        """What an argument stands for: the cache of an earlier call, or itself."""
        return self._kept.get(value, value) if type(value) is str else value

    def _told(self, name: str, result: Any) -> Any:
        """A result, in which a word stands for the cache."""
        travel = self._results.get(name, 1 if name.endswith("_forward") else None)
        if travel is not None and isinstance(result, tuple | list) and len(result) > travel:
            result = (*result[:travel], *(self._put_aside(value) for value in result[travel:]))
        check_plain([result], MOST_ANSWERED)
        return result

    def _put_aside(self, value: Any) -> str:
        word = KEPT_AS.format(number=len(self._kept) + 1)
        self._kept[word] = value
        return word

    def _rounded(self, name: str, value: Any) -> Any:
        """A value in which floats are off by up to two units in the last place.

        It is the same for the same function and shape: an implementation that is called twice
        answers the same.
        """
        if self._rounding is None:
            return value
        if isinstance(value, tuple | list):
            parts = [self._rounded(f"{name} {i}", part) for i, part in enumerate(value)]
            return tuple(parts) if isinstance(value, tuple) else parts
        if isinstance(value, dict):
            return {key: self._rounded(f"{name} {key}", part) for key, part in value.items()}
        if isinstance(value, np.ndarray | np.floating) and value.dtype.kind == "f":
            place = zlib.crc32(f"{name}{np.shape(value)}".encode()) % UNITS
            drawn = self._units[place : place + min(UNITS, value.size)]
            units = (drawn if value.size <= UNITS else np.resize(drawn, value.size)).reshape(
                np.shape(value)
            )
            with np.errstate(all="ignore"):  # a new array, in C's order whatever the answer's was
                return (value * (1 + units * np.finfo(value.dtype).eps)).astype(value.dtype, "C")
        return value

    def _round_stored(self, name: str, value: Any, held: Mapping[Any, bytes]) -> None:
        """Let arrays that a call has stored in a dict be off like what it returns."""
        if self._rounding is None or type(value) is not dict:
            return
        for key, stored in value.items():
            if type(stored) is np.ndarray and held.get(key) != stored.tobytes():
                value[key] = self._rounded(f"{name} {key}", stored)


def _held(value: Any) -> Mapping[Any, bytes]:
    """The bytes of the arrays that a dict holds."""
    if type(value) is not dict:
        return {}
    return {key: part.tobytes() for key, part in value.items() if type(part) is np.ndarray}


def check_plain(values: list[Any], most: int = MOST_GIVEN) -> None:
    """``TypeError`` or ``ValueError`` unless ``values`` are plain, and hold ``most`` numbers.

    Plain are None, numbers, texts and arrays of numbers, and lists, tuples and dicts of them.
    """
    left = most
    todo = [(value, 0) for value in values]
    while todo:
        value, depth = todo.pop()
        if depth > MAX_GIVEN_DEPTH:
            raise ValueError("containers in containers: too deep")
        if type(value) in (list, tuple):
            left -= len(value)
            todo += [(part, depth + 1) for part in value]
        elif type(value) is dict:
            left -= 2 * len(value)
            todo += [(part, depth + 1) for pair in value.items() for part in pair]
        else:
            left -= _size_of(value, most)
        if left < 0:
            raise ValueError(f"more than {most} numbers in one call")


def _size_of(value: Any, most: int) -> int:
    """How many numbers a value is that holds no others; raises where it is not plain."""
    if value is None or type(value) in (bool, float):
        return 1
    if type(value) is str and len(value) <= MAX_GIVEN_TEXT:
        return 1
    if type(value) is int and abs(value) <= most:
        return 1
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in PLAIN_NUMBERS:
        if value.dtype.kind in "iu" and value.size <= most:
            _check_whole(np.asarray(value), most)
        return int(value.size)
    raise TypeError(
        f"an implementation takes and gives numbers up to {most}, short texts, arrays, lists, "
        "tuples and dicts"
    )


def _check_whole(value: AnyArray, most: int) -> None:
    if value.size and (int(value.min()) < -most or int(value.max()) > most):
        raise ValueError(f"a whole number beyond {most}")
