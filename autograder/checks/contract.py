"""What every student's function owes its caller, checked before a test looks at the values."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from autograder.checks.context import CheckFailure


def student_function(name: str, env: Mapping[str, Any]) -> Any:
    """``env[name]``; a ``*_forward`` that does not return a pair fails with a sentence."""
    if name not in env:
        raise CheckFailure(f"{name} is not defined: check the spelling of its name.")
    function = env[name]
    return _returns_pair(name, function) if name.endswith("_forward") else function


def _returns_pair(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def forward(*args: Any, **kwargs: Any) -> Any:
        return pair(function(*args, **kwargs), name, "(out, cache)")

    return forward


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
