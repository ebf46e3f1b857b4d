"""Functions of a test that the student's code may call, while the case runs that lent them."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING

import numpy as np

from autograder.checks.offered import CHANGES_ARGUMENTS
from autograder.errors import ALSO, StudentError
from autograder.sandbox.inside.wire import Json, StudentValue

if TYPE_CHECKING:
    from collections.abc import Mapping

LENDABLE = (FunctionType, BuiltinFunctionType, MethodType, functools.partial, np.ufunc)
"""Types of what travels as a callback: functions, never objects that happen to be callable."""
MAX_DEPTH_OF_CALLS = 50
"""Functions of the test that may be running at once, each called from within the one before."""
LENT_MODULES = ("builtins", "math", "operator", "numpy")
"""Where functions and types come from that mean the same on both sides, and travel by name."""


class Callbacks:
    """The functions that the running case has lent, by number."""

    def __init__(self) -> None:
        self._lent: dict[int, Callable[..., StudentValue]] = {}
        self._numbers: dict[int, int] = {}
        """the id of each function that is lent -> its number"""
        self._counter = 0
        """how many the case has lent so far"""
        self._depth = 0
        self._failure: BaseException | None = None
        self.raised: BaseException | None = None
        """what a function of the test raised last"""

    def forget(self) -> None:
        """End what was lent so far: a later call of it finds nothing."""
        self._lent.clear()
        self._numbers.clear()
        self._counter = 0
        self._failure = self.raised = None

    def lend(self, function: Callable[..., StudentValue]) -> int:
        """The number under which ``function`` can be called."""
        if id(function) not in self._numbers:
            self._counter += 1
            self._numbers[id(function)] = self._counter
            self._lent[self._counter] = function
        return self._numbers[id(function)]

    def changes_arguments(self, number: object) -> bool:
        """Whether what the function with this number does to its arguments is done to the caller's.

        It answers for an implementation: an assert that fails in it is one of its errors.
        """
        function = self._lent.get(number) if type(number) is int else None
        return getattr(function, CHANGES_ARGUMENTS, False) is True

    def place(self, number: object) -> int:
        """The place of a function among those that the case has lent; 0 where it has lent none."""
        return number if type(number) is int and number in self._lent else 0

    def call(
        self,
        number: object,
        args: tuple[StudentValue, ...],
        kwargs: dict[str, StudentValue],
        packed: Callable[[StudentValue], Json],
    ) -> Mapping[str, Json]:
        """The answer to a call from the student's code: what the function gives, or raised.

        The first failed assert is kept, whatever the student's code makes of it; so is what was
        raised last, in case that it comes through.
        """
        function = self._lent.get(number) if type(number) is int else None
        if function is None:
            return {"raised": ["RuntimeError", "the test that lent this function has ended"]}
        if self._depth >= MAX_DEPTH_OF_CALLS:
            return {"raised": ["RecursionError", "functions of the test call each other too deep"]}
        self._depth += 1
        try:
            return {"answer": packed(function(*args, **kwargs))}
        except Exception as error:
            self.raised = error
            of_the_test = isinstance(error, AssertionError) and not isinstance(error, StudentError)
            if of_the_test and not self.changes_arguments(number):
                self._failure = self._failure or error
            return {"raised": [_builtin(error), str(error)[:2000]]}
        finally:
            self._depth -= 1

    def failure(self, came_through: bool) -> BaseException | None:
        """What the outermost call has to raise: a failed assert, or what ``came_through`` it."""
        if self._depth > 0:
            return self.raised if came_through else None
        failure, raised = self._failure, self.raised
        self._failure = self.raised = None
        return failure or (raised if came_through else None)


def shared_name(value: StudentValue) -> list[Json] | None:
    """Where to find a function or type of NumPy or the library; None for any other one."""
    name = getattr(value, "__name__", None)
    if type(name) is str and isinstance(value, (*LENDABLE, type)):
        for module in LENT_MODULES:
            if getattr(importlib.import_module(module), name, None) is value:
                return [module, name]
    return None


def _builtin(error: Exception) -> str:
    """The name of the builtin exception that is nearest to ``error`` and can be raised again."""
    if isinstance(error, StudentError):
        return getattr(error, "kind", "") if getattr(error, "kind", "") in ALSO else "Exception"
    return next((c.__name__ for c in type(error).__mro__ if ALSO.get(c.__name__) is c), "Exception")
