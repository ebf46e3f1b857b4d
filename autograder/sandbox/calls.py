"""What a test called and what it got, kept so that the calls can be repeated on other functions."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.checks.context import warnings_fail
from autograder.checks.files import WritablePath
from autograder.checks.remote import Remote
from autograder.errors import StudentError
from autograder.sandbox.inside.wire import StudentValue
from autograder.sandbox.memory import weight

if TYPE_CHECKING:
    from autograder.sandbox.inside.wire import Array

ArrayPrint = tuple[tuple[int, ...], str, int]
MAX_CALLS, MAX_ELEMENTS = 60, 300_000
"""Calls that are kept of a case, and elements of the arrays that each of them is given."""
MAX_KEPT = 28 * 2**20
"""Bytes of all that is kept of a hand-in's calls and answers at a time. The most that a right one
lets be kept is 23 MB, of weights that hw2 draws."""


@dataclass
class Call:
    """One call of a student's function, as a test made it."""

    function: str
    before: tuple[StudentValue, ...]
    repeatable: bool
    """False where an argument came from the student's code, is a file of its own or a function of
    the test, or there was too much to keep"""
    after: tuple[StudentValue, ...] = ()
    result: StudentValue = None
    error: str | None = None
    strict: bool = False
    """whether a warning of a number was an error"""

    def __str__(self) -> str:
        shapes = (str(a.shape) if isinstance(a, np.ndarray) else "..." for a in self.before)
        return f"{self.function}({', '.join(shapes)})"


class CallLog:
    """The calls of one case, of which at most ``room`` bytes are kept."""

    def __init__(self, room: int = MAX_KEPT) -> None:
        self.calls: list[Call] = []
        self.kept = 0
        """bytes of what is kept"""
        self._room = room
        self._foreign: set[ArrayPrint] = set()
        """the arrays that came from the student's code meanwhile, and are not those of the test"""
        self._own: set[ArrayPrint] = set()
        self.complete = True
        """False where a call was not noted, since it names arguments or comes after too many"""

    def noting(self, name: str, call: Callable[..., StudentValue]) -> Callable[..., StudentValue]:
        """``call`` under the name of a student's function, its calls noted."""

        def proxy(*args: StudentValue, **kwargs: StudentValue) -> StudentValue:
            if kwargs or len(self.calls) >= MAX_CALLS:
                self.complete = False
                return call(*args, **kwargs)
            noted = self._noted(name, args)
            try:
                noted.result = call(*args)
            except StudentError as error:
                noted.error = error.kind
                raise
            except Exception as error:  # where the function runs in this process
                noted.error = type(error).__name__
                raise
            finally:
                noted.after = copied(args) if noted.repeatable else ()
                result = noted.result
                self._keep_within_room(noted)
            return result

        proxy.__name__ = name
        return proxy

    def came(self, values: StudentValue) -> None:
        """Take in what the student's code answered or changed."""
        prints = {_fingerprint(v) for v in _parts(values) if isinstance(v, np.ndarray)}
        self._foreign |= prints - self._own

    def _keep_within_room(self, call: Call) -> None:
        """Take what a call holds from the room; where that is too little, keep its name alone."""
        taken = weight([call.before, call.after, call.result])
        if self.kept + taken > self._room:
            call.before = call.after = ()
            call.result, call.repeatable = None, False
        else:
            self.kept += taken

    def _noted(self, name: str, args: tuple[StudentValue, ...]) -> Call:
        arrays = [v for v in _parts(args) if isinstance(v, np.ndarray)]
        small = sum(a.size for a in arrays) <= MAX_ELEMENTS
        prints = {_fingerprint(a) for a in arrays} if small else set()
        there = any(isinstance(v, WritablePath) or _is_function(v) for v in _parts(args))
        repeatable = small and not there and not prints & self._foreign
        self._own |= prints if repeatable else set()
        self.calls.append(
            Call(name, copied(args) if repeatable else (), repeatable, strict=warnings_fail())
        )
        return self.calls[-1]


def copied(value: StudentValue) -> StudentValue:
    """A copy of what a test passes: of arrays, containers and generators; proxies stay."""
    if type(value) is np.ndarray:
        return value.copy(order="K")
    if type(value) in (list, tuple):
        return type(value)(copied(v) for v in value)
    if type(value) is dict:
        return {k: copied(v) for k, v in value.items()}
    return copy.deepcopy(value) if isinstance(value, np.random.Generator) else value


def _is_function(value: StudentValue) -> bool:
    return callable(value) and not isinstance(value, Remote | type)


def _fingerprint(array: Array) -> ArrayPrint:
    """What knows an array again in a copy: its shape, its kind and a hash of its contents."""
    return array.shape, array.dtype.str, hash(array.tobytes())


def _parts(value: StudentValue) -> Iterator[StudentValue]:
    """``value`` and all that lies in it."""
    yield value
    if type(value) in (list, tuple):
        for v in value:
            yield from _parts(v)
    elif type(value) is dict:
        for v in value.values():
            yield from _parts(v)
