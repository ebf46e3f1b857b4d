"""The student's names and objects: asked for one operation at a time, and kept by number.

Executed beside the hand-in, in the sandbox and in the student's own pytest. What is no plain value
stays here; its number, the name of its type and its special methods go to the grader.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import math
import operator
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np

from . import changes, packing
from .operations import OPERATIONS, mask_of
from .wire import Json, Request, StudentValue, WireError

if TYPE_CHECKING:
    from .wire import Array

Reply: TypeAlias = dict[str, Json]
Ask: TypeAlias = Callable[[Mapping[str, Json], "list[Array]"], "tuple[Message, list[bytearray]]"]
"""Sends a message with its buffers to the grader, and waits for the answer."""
Message: TypeAlias = Mapping[str, StudentValue]
CACHED_FUNCTION = type(functools.lru_cache(lambda: None))
FUNCTIONS = (
    *(FunctionType, BuiltinFunctionType, MethodType),
    *(np.ufunc, functools.partial, CACHED_FUNCTION),
)
"""Types of what is asked for by its name when it is called, and not before."""
FRAMEWORK = f"{Path(__file__).parents[2]}{os.sep}"
"""The framework's own folder, which comes along in a student's."""
LIBRARIES = ("builtins", "numpy.exceptions", "numpy.linalg", "numpy")
MAX_ERROR_TEXT, MAX_TYPE_NAME, MAX_FRAMES = 2000, 80, 5
MAX_VALUE_NAMES = 2000
"""Names of a module that are reported as values."""


class NoSuchName(Exception):
    """The student's modules have no such name."""


class _Strict(warnings.catch_warnings):
    """Let NumPy's warnings of numbers be errors, where the student's code does not silence them."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("error", RuntimeWarning)


class Objects:
    """The student's names, and every object that the grader holds a number of."""

    def __init__(self, folder: Path, ask: Ask) -> None:
        self.names: dict[str, StudentValue] = {}
        """what the student's modules define"""
        self._own = f"{folder}{os.sep}"
        self._ask = ask
        self._kept: dict[int, StudentValue] = {}
        self._numbers: dict[int, int] = {}
        """the id of each object that is kept -> its number"""
        self._counter = 0
        self._lent: dict[int, Callable[..., StudentValue]] = {}
        self._raised: dict[int, BaseException] = {}
        """what functions of the test raised, by the id of the exception"""
        self._case = 0

    def values(self) -> list[str]:
        """The public names that are no functions: classes, constants, instances."""
        found = [
            name
            for name, value in self.names.items()
            if type(name) is str and name[:1] != "_" and len(name) <= MAX_TYPE_NAME
            if not issubclass(type(value), (*FUNCTIONS, ModuleType))
        ]
        return sorted(found)[:MAX_VALUE_NAMES]

    def free(self, numbers: Sequence[int]) -> None:
        """Forget the objects with these numbers."""
        for number in numbers:
            self._numbers.pop(id(self._kept.pop(number, None)), None)

    def forget(self) -> None:
        """Begin a case: no object that an earlier one was given is known, numbers begin anew.

        So a case asks for the same whatever ran before it.
        """
        self._case += 1
        self._counter = 0
        self._kept, kept = {}, self._kept  # what goes may run the student's code
        self._numbers, self._lent, self._raised = {}, {}, {}
        kept.clear()

    def operate(self, request: Request, buffers: Sequence[bytearray], reply: list[Array]) -> Reply:
        """Carry out one operation; whatever the student's code raises goes through."""
        if request.get("case"):
            self.forget()
        args = [packing.unpack(tree, buffers, self._meant) for tree in request["args"]]
        kwargs = {
            name: packing.unpack(tree, buffers, self._meant)
            for name, tree in request["kwargs"].items()
        }
        called = request["do"] == "call"
        watched = changes.watched(args, kwargs, self._numbers) if called else []
        strictness = _Strict() if request.get("strict") else contextlib.nullcontext()
        try:
            with strictness:
                result = OPERATIONS[request["do"]](*args, **kwargs)
        except StopIteration:
            if request["do"] != "next":
                raise
            return {"stop": True}
        answer: Reply = {"result": self._packed(result, request.get("results"), reply)}
        changed = [c for path, old in watched for c in changes.changes(old[0], old, path)]
        changes.check_keys(changed)
        if changed:
            answer["changes"] = [
                [path, kind, packing.pack(value, reply, self._opaque)]
                for path, kind, value in changed
            ]
        return answer

    def describe(self, error: BaseException) -> Reply:
        """What the grader may tell of an exception: its types, its text, the student's lines."""
        if isinstance(error, NoSuchName):
            return {"fault": "undefined"}
        if isinstance(error, WireError):
            return {"fault": "too large"}
        try:
            text = str(error)[:MAX_ERROR_TEXT]
        except BaseException:
            text = ""
        lines: list[tuple[str, int | None]] = []
        step = error.__traceback__
        while step is not None:
            lines.append((step.tb_frame.f_code.co_filename, step.tb_lineno))
            step = step.tb_next
        if isinstance(error, SyntaxError):
            lines.append((error.filename or "", error.lineno))
            text = str(error.msg)[:MAX_ERROR_TEXT]
        own = self._own
        frames: list[Json] = [
            [name.removeprefix(own), line]
            for name, line in lines
            if name.startswith(own) and not name.startswith(FRAMEWORK)
        ]
        known = [c.__name__ for c in type(error).__mro__ if c.__module__ in LIBRARIES]
        return {
            "type": type(error).__name__[:MAX_TYPE_NAME],
            "known": known[0] if known else "",
            "text": text,
            "missing": str(error.name)[:MAX_TYPE_NAME]
            if isinstance(error, ModuleNotFoundError)
            else "",
            "frames": frames[-MAX_FRAMES:],
            "lent": self._raised.get(id(error)) is error,
        }

    def _packed(self, result: StudentValue, results: int | None, reply: list[Array]) -> Json:
        """A result; of a tuple, what comes after the first ``results`` values stays here."""
        if results is None or not isinstance(result, tuple) or len(result) <= results:
            return packing.pack(result, reply, self._opaque)
        travelling = [packing.pack(v, reply, self._opaque) for v in result[:results]]
        return {"t": [*travelling, *({"x": self._opaque(v)} for v in result[results:])]}

    def _opaque(self, value: StudentValue) -> list[Json]:
        """The handle of an object: the same number for the same object as long as it is kept."""
        number = self._numbers.get(id(value))
        if number is None:
            self._counter += 1
            number = self._counter
            self._kept[number], self._numbers[id(value)] = value, number
        kind = type(value)
        return [number, kind.__name__[:MAX_TYPE_NAME], mask_of(kind)]

    def _meant(self, body: object) -> StudentValue:
        """What the grader means: an object by its number, a name, a function of its own."""
        if isinstance(body, int):
            return self._kept[body]
        if isinstance(body, str):
            if body not in self.names:
                raise NoSuchName(body)
            return self.names[body]
        where, name = cast("list[StudentValue]", body)
        if where == "lent":
            return self._lent.setdefault(name, self._stub(name))
        shared = {"builtins": builtins, "math": math, "operator": operator, "numpy": np}
        return getattr(shared[cast(str, where)], name)

    def _stub(self, number: int) -> Callable[..., StudentValue]:
        """A function that calls one of the test's."""

        case = self._case

        def lent(*args: StudentValue, **kwargs: StudentValue) -> StudentValue:
            if case != self._case:
                raise RuntimeError("the test that lent this function has ended")
            buffers: list[Array] = []
            message = {
                "callback": number,
                "args": packing.pack(args, buffers, self._opaque),
                "kwargs": packing.pack(kwargs, buffers, self._opaque),
            }
            answer, data = self._ask(message, buffers)
            if "raised" in answer:
                raise self._error(*answer["raised"])
            for path, kind, tree in answer.get("changes", ()):
                changed = packing.unpack(tree, data, self._meant)
                changes.apply([args, kwargs], path, kind, changed)
            return packing.unpack(answer["answer"], data, self._meant)

        return lent

    def _error(self, kind: str, text: str) -> Exception:
        """What a function of the test raised, as the builtin exception that is nearest to it."""
        error = cast(Exception, getattr(builtins, kind)(text))
        self._raised[id(error)] = error
        return error
