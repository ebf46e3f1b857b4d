"""What every student's function owes its caller, checked before a test looks at the values."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.context import CheckFailure, current_run, note_check
from autograder.checks.remote import Remote
from autograder.errors import Raised, SandboxError, StudentError


def student_function(name: str, env: Mapping[str, Any]) -> Any:
    """``env[name]``, on copies of the arrays it is given; a ``*_forward`` must return a pair.

    The test's own arrays stay as they are, whatever the student's function does to its arguments:
    else an expected value computed after the call would follow a wrong answer. ``assert_unchanged``
    knows which ones were changed. A dict is passed as a copy too; what the function stored in it is
    there afterwards, in arrays of its own.
    """
    if name not in env:
        raise CheckFailure(f"{name} is not defined: check the spelling of its name.")
    function = env[name]
    return _guarded(name, function) if callable(function) else function


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        own = [*args, *kwargs.values()]
        copies = [_copy(value) for value in own]
        named = dict(zip(kwargs, copies[len(args) :], strict=True))
        result = function(*copies[: len(args)], **named)
        for ours, theirs in zip(own, copies, strict=True):
            _settle(ours, theirs)
        return pair(result, name, "(out, cache)") if name.endswith("_forward") else result

    call.__name__ = name
    return call


def _copy(value: Any) -> Any:
    if type(value) is np.ndarray:
        return value.copy(order="K")
    if type(value) is dict:
        return {k: _copy(v) for k, v in value.items()}
    return [_copy(v) for v in value] if type(value) is list else value


def _settle(ours: Any, theirs: Any) -> None:
    """Note what became of an argument, whose copy the student's function was given.

    Arrays in a list are noted like those that are arguments themselves.
    """
    if type(ours) is np.ndarray:
        if not isinstance(theirs, np.ndarray) or ours.tobytes() != theirs.tobytes():
            current_run().changed.append(ours)
    elif type(ours) is dict and type(theirs) is dict:
        _write_back(ours, theirs)
    elif type(ours) is list and type(theirs) is list:
        for our_part, their_part in zip(ours, theirs):  # noqa: B905  (it may be shorter now)
            _settle(our_part, their_part)


def _write_back(ours: dict[Any, Any], theirs: dict[Any, Any]) -> None:
    """Make ``ours`` hold what ``theirs`` holds; arrays that were changed are new ones in it."""
    for key in [k for k in ours if k not in theirs]:
        del ours[key]
    for key, value in theirs.items():
        if not _equal(ours.get(key), value):
            ours[key] = value


def _equal(a: Any, b: Any) -> bool:
    if not (isinstance(a, np.ndarray) and isinstance(b, np.ndarray)):
        return a is b
    return (a.shape, a.dtype) == (b.shape, b.dtype) and a.tobytes() == b.tobytes()


def pair(result: object, name: str, wanted: str) -> tuple[Any, Any]:
    """The two values that ``name`` returned; ``CheckFailure`` where it returned anything else."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise wrong_return(name, wanted, result)
    return result[0], result[1]


def wrong_return(name: str, wanted: str, result: object) -> CheckFailure:
    """The failure of a function that returned something else than it should."""
    got = describe(result)
    many = "another number of values" if isinstance(result, tuple | list) else got
    text = f"{name} should return {wanted}; it returned "
    return CheckFailure(f"{text}{got}.", safe=f"{text}{many}.")


def assert_raises(kind: type[Exception], function: Callable[..., Any], *args: Any) -> None:
    """Fail unless ``function(*args)`` raises ``kind``, here or in the sandbox."""
    name = str(getattr(function, "__name__", function))
    note_check("raises")
    try:
        function(*args)
    except Exception as error:
        raised = error.kind if isinstance(error, Raised) else type(error).__name__
        if isinstance(error, kind) or raised == kind.__name__:
            return
        silent = isinstance(error, StudentError) and not isinstance(error, Raised)
        if silent or isinstance(error, SandboxError) or raised == "NotImplementedError":
            raise  # the function is not there, or could not answer
        raise CheckFailure(f"{name} should raise {kind.__name__}; it raised {raised}.") from None
    raise CheckFailure(f"{name} should raise {kind.__name__}; it returned a value.")


def describe(value: object) -> str:
    """What a function returned, in words: "3 values", "None", "one ndarray"."""
    if isinstance(value, tuple | list):
        return f"{len(value)} values"
    return "None (is a return missing?)" if value is None else f"one {type_name(value)}"


def type_name(value: object) -> str:
    """The name of the value's type, also where the value itself stayed in the sandbox."""
    return value.kind if isinstance(value, Remote) else type(value).__name__
