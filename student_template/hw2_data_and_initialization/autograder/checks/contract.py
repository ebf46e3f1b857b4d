"""What every student's function owes its caller, checked before a test looks at the values."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.context import CheckFailure, current_run


def student_function(name: str, env: Mapping[str, Any]) -> Any:
    """``env[name]``, on copies of the arrays it is given; a ``*_forward`` must return a pair.

    The test's own arrays stay as they are, whatever the student's function does to its arguments:
    else an expected value computed after the call would follow a wrong answer. ``assert_unchanged``
    knows which ones were changed. What a dict holds is passed as it is.
    """
    if name not in env:
        raise CheckFailure(f"{name} is not defined: check the spelling of its name.")
    function = env[name]
    return _guarded(name, function) if callable(function) else function


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        copies = [_copy(a) for a in args]
        named = {k: _copy(v) for k, v in kwargs.items()}
        result = function(*copies, **named)
        for own, copied in zip([*args, *kwargs.values()], [*copies, *named.values()], strict=True):
            if copied is not own and own.tobytes() != copied.tobytes():
                current_run().changed.append(own)
        return pair(result, name, "(out, cache)") if name.endswith("_forward") else result

    call.__name__ = name
    return call


def _copy(value: Any) -> Any:
    return value.copy(order="K") if type(value) is np.ndarray else value


def pair(result: object, name: str, wanted: str) -> tuple[Any, Any]:
    """The two values that ``name`` returned; ``CheckFailure`` where it returned anything else."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise CheckFailure(f"{name} should return {wanted}; it returned {describe(result)}.")
    return result[0], result[1]


def assert_raises(kind: type[Exception], function: Callable[..., Any], *args: Any) -> None:
    """Fail unless ``function(*args)`` raises ``kind``, here or in the sandbox."""
    name = str(getattr(function, "__name__", function))
    try:
        function(*args)
    except Exception as error:
        raised = str(getattr(error, "kind", type(error).__name__))
        if isinstance(error, kind) or raised == kind.__name__:
            return
        if raised == "NotImplementedError" or raised[0].islower():  # not there, or not answering
            raise
        raise CheckFailure(f"{name} should raise {kind.__name__}; it raised {raised}.") from None
    raise CheckFailure(f"{name} should raise {kind.__name__}; it returned a value.")


def describe(value: object) -> str:
    """What a function returned, in words: "3 values", "None", "one ndarray"."""
    if isinstance(value, tuple | list):
        return f"{len(value)} values"
    return "None (is a return missing?)" if value is None else f"one {type_name(value)}"


def type_name(value: object) -> str:
    """The name of the value's type, also where the value itself stayed in the sandbox."""
    return str(vars(value)["kind"]) if hasattr(type(value), "kind") else type(value).__name__
