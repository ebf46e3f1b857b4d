"""What every student's function owes its caller, checked before a test looks at the values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.context import CheckFailure, keep, note_changed, note_check
from autograder.checks.hidden import told_kind
from autograder.checks.remote import Remote
from autograder.errors import Raised, SandboxError, StudentError, undefined_text
from autograder.language import gettext, marked, ngettext


def student_function(name: str, env: Mapping[str, Any]) -> Any:
    """What a case gets for the parameter ``name``: a function is called on copies of its arguments.

    Classes, instances and constants are as ``env`` has them. A function whose name ends in
    ``_forward`` must return a pair, unless ``env.forward_values`` says how many values it returns.
    """
    if name not in env:
        raise CheckFailure(undefined_text(name))
    value = env[name]
    if isinstance(value, Remote | type) or not callable(value):
        return value
    said = getattr(env, "forward_values", {})
    return StudentFunction(name, value, name.endswith("_forward") and name not in said)


class StudentFunction:
    """A student's function as a case calls it."""

    def __init__(self, name: str, function: Callable[..., Any], returns_pair: bool) -> None:
        self.__name__ = name
        self._function, self._returns_pair = function, returns_pair

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """What the function returns, given copies; ``CheckFailure`` where it should be a pair."""
        result = on_copies(self._function, args, kwargs)
        return pair(result, self.__name__, "(out, cache)") if self._returns_pair else result


def on_copies(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """What ``function`` returns, given copies of the arrays, lists and dicts among its arguments.

    One that returns None has worked in place: what it changed is changed in the test's own
    arguments. Of any other one they stay as they are, whatever it does to them: else an expected
    value computed after the call would follow a wrong answer. ``assert_unchanged`` knows which
    arrays were changed; what it stored in a dict is there afterwards, in arrays of its own.
    """
    own = [*args, *kwargs.values()]
    copies = [own_copy(value) for value in own]
    named = dict(zip(kwargs, copies[len(args) :], strict=True))
    result = function(*copies[: len(args)], **named)
    for ours, theirs in zip(own, copies, strict=True):
        if result is None:
            _follow(ours, theirs)
        else:
            _settle(ours, theirs)
    return result


def own_copy(value: Any) -> Any:
    """``value`` with copies of the arrays, lists, dicts and sets in it; objects stay the same."""
    if type(value) is np.ndarray:
        return value.copy(order="K")
    if isinstance(value, Remote):
        return value
    if isinstance(value, dict) and getattr(type(value), "__travels_as__", type(value)) is dict:
        return {k: own_copy(v) for k, v in value.items()}
    if isinstance(value, list):
        return [own_copy(v) for v in value]
    if type(value) is tuple:
        return tuple([own_copy(v) for v in value])
    return set(value) if type(value) is set else value


def _follow(ours: Any, theirs: Any) -> Any:
    """Make ``ours`` what its copy became, in place; returns what stands for ``theirs`` now."""
    if type(ours) is np.ndarray and type(theirs) is np.ndarray and _alike(ours, theirs):
        if not as_it_was(ours, theirs):
            keep(ours)
            ours[...] = theirs
    elif isinstance(ours, list) and isinstance(theirs, list):
        items = [_follow(*parts) for parts in zip(ours, theirs)]  # noqa: B905  (one may be longer)
        items += theirs[len(items) :]
        if len(items) != len(ours) or any(a is not b for a, b in zip(items, ours, strict=True)):
            keep(ours)
            ours[:] = items
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [k for k in ours if k not in theirs]:
            keep(ours)
            del ours[key]
        for key, value in theirs.items():
            new = _follow(ours[key], value) if key in ours else value
            if key not in ours or new is not ours[key]:
                keep(ours)
                ours[key] = new
    elif type(ours) is tuple and type(theirs) is tuple and len(ours) == len(theirs):
        for parts in zip(ours, theirs, strict=True):
            _follow(*parts)
    elif type(ours) is set and type(theirs) is set:
        if ours != theirs:
            keep(ours)
            ours.clear()
            ours.update(theirs)
    else:
        return theirs
    return ours


def _alike(a: Any, b: Any) -> bool:
    return (a.shape, a.dtype) == (b.shape, b.dtype)


def _settle(ours: Any, theirs: Any) -> None:
    """Note what became of an argument, whose copy the student's function was given.

    Arrays in a list are noted like those that are arguments themselves.
    """
    if type(ours) is np.ndarray:
        if not as_it_was(ours, theirs):
            note_changed(ours)
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        _write_back(ours, theirs)
    elif isinstance(ours, list) and isinstance(theirs, list):
        for parts in zip(ours, theirs):  # noqa: B905  (it may be shorter now)
            _settle(*parts)


def _write_back(ours: dict[Any, Any], theirs: dict[Any, Any]) -> None:
    """Make ``ours`` hold what ``theirs`` holds; arrays that were changed are new ones in it."""
    for key in [k for k in ours if k not in theirs]:
        keep(ours)
        del ours[key]
    for key, value in theirs.items():
        if not as_it_was(ours.get(key), value):
            keep(ours)
            ours[key] = value


def as_it_was(a: Any, b: Any) -> bool:
    """Whether a copy is as it was: the same objects, in arrays and containers of its own."""
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return _alike(a, b) and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(as_it_was(*parts) for parts in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(as_it_was(a[k], b[k]) for k in a)
    return a == b if type(a) is set and type(b) is set else a is b


def pair(result: object, name: str, wanted: str) -> tuple[Any, Any]:
    """The two values that ``name`` returned; ``CheckFailure`` where it returned anything else."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise wrong_return(name, wanted, result)
    return result[0], result[1]


def wrong_return(name: str, wanted: str, result: object) -> CheckFailure:
    """The failure of a function that returned something else than it should."""
    sentence = marked("{name} should return {wanted}; it returned {found}.")
    return CheckFailure(
        gettext(sentence, name=name, wanted=wanted, found=describe(result)),
        safe=gettext(sentence, name=name, wanted=wanted, found=describe_safely(result)),
    )


def assert_raises(kind: type[Exception], function: Callable[..., Any], *args: Any) -> None:
    """Fail unless ``function(*args)`` raises ``kind``, here or in the sandbox.

    Examples:
        >>> assert_raises(ValueError, float, "a number")
        >>> assert_raises(ValueError, float, "3")
        Traceback (most recent call last):
        CheckFailure: float should raise ValueError; it returned a value.
    """
    name = callable_name(function)
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
        raise CheckFailure(
            gettext(
                "{name} should raise {kind}; it raised {raised}.",
                name=name,
                kind=kind.__name__,
                raised=raised,
            ),
            safe=gettext(
                "{name} should raise {kind}; it raised another exception.",
                name=name,
                kind=kind.__name__,
            ),
        ) from None
    raise CheckFailure(
        gettext("{name} should raise {kind}; it returned a value.", name=name, kind=kind.__name__)
    )


def callable_name(function: object) -> str:
    """What a message calls a function, or a method of the student's."""
    if isinstance(function, Remote):
        return function.__label__
    return str(getattr(function, "__name__", function))


def describe(value: object) -> str:
    """What a function returned, in words: "3 values", "None", "one ndarray"."""
    if isinstance(value, tuple | list):
        return ngettext("{count} value", "{count} values", len(value), count=len(value))
    if value is None:
        return gettext("None (is a return missing?)")
    return gettext("one {type}", type=type_name(value))


def describe_safely(value: object) -> str:
    """The same for a hidden case, which counts nothing that the hand-in chose."""
    if isinstance(value, tuple | list):
        return gettext("another number of values")
    if value is None:
        return describe(None)
    return gettext("one {type}", type=told_kind(type_name(value)))


def type_name(value: object) -> str:
    """The name of the value's type, also where the value itself stayed in the sandbox."""
    return value.__kind__ if isinstance(value, Remote) else type(value).__name__
