"""A wrong answer may only be inherited: it comes out of a function that another one is built on.

The reference's function is run again on the calls of a case, built on the student's own functions
in place of the right ones. Where that gives the student's wrong answers, nothing else is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.assignment.rubric import Rubric
from autograder.checks.run import Functions
from autograder.errors import Raised, StudentError
from autograder.grading.diagnosis import NUMBERS, agrees
from autograder.grading.replays import Answer, replay
from autograder.language import marked
from autograder.sandbox.calls import Call, copied
from autograder.sandbox.proxies import Proxy

COMES_THROUGH = marked("your {name}'s mistake comes through here: fix that first")
"""Why such a case is skipped."""

UNFILLED = NotImplementedError.__name__
"""What a stub raises: a function that calls one is not filled in itself, as a rule."""


def comes_from(
    rubric: Rubric, calls: Sequence[Call], below: Sequence[str], student: Mapping[str, Any]
) -> str:
    """The function among ``below`` whose mistake alone explains the ``calls`` of a case.

    Empty where none does. ``student`` has the hand-in's functions; what they give is let into the
    reference only where it is as large as the right answer.
    """
    ours = vars(rubric.reference)
    right = list(replay(calls, ours))
    for name in below:
        built = rubric.functions_after(_OnTheStudents(name, ours, student).put_into)
        if _explains(calls, replay(calls, built), right):
            return name
    return ""


def _explains(
    calls: Sequence[Call], built: Iterable[Answer | None], right: Sequence[Answer | None]
) -> bool:
    """Whether ``built`` are the answers in ``calls``, as far as can be seen, and wrong ones."""
    differ = False
    for call, answer, expected in zip(calls, built, right, strict=True):
        if answer is None or expected is None:
            continue
        if not agrees(call, answer) or call.error == UNFILLED:
            return False
        differ = differ or not agrees(call, expected)
    return differ


@dataclass(frozen=True)
class _Both:
    """What the student's function and the right one kept for their backwards."""

    students: Any
    references: Any

    def own(self) -> Any:
        """What the student's function kept."""
        return self.students

    def right(self) -> Any:
        """What the right one kept."""
        return self.references


class _Unlike(Exception):
    """The student's function gave what the reference must not be given."""


@dataclass(frozen=True)
class _OnTheStudents:
    """The student's function ``name``, in place of the right one, for whatever calls it.

    With a forward or a backward goes its counterpart, which knows its cache.
    """

    name: str
    right: Functions
    student: Mapping[str, Any]

    def put_into(self, names: dict[str, Any]) -> None:
        """Let what calls the function in a module whose ``names`` these are meet the student's."""
        stem = self.name.partition("_forward")[0].partition("_backward")[0]
        pair = (f"{stem}_forward", f"{stem}_backward")
        for name in self.right:
            if name in names and (name == self.name or name.startswith(pair)):
                names[name] = self._students(name)

    def _students(self, name: str) -> Callable[..., Any]:
        theirs, ours = self.student[name], self.right[name]

        def call(*args: Any, **kwargs: Any) -> Any:
            right_args = [_of(_Both.right, value) for value in copied((*args, *kwargs.values()))]
            own_args = [_of(_Both.own, value) for value in (*args, *kwargs.values())]
            expected = ours(*right_args[: len(args)], **_with_names(kwargs, right_args))
            try:
                found = theirs(*own_args[: len(args)], **_with_names(kwargs, own_args))
            except Raised as error:  # what comes out of it is known by the name of its type
                raise type(error.kind, (Exception,), {})(str(error)) from None
            except StudentError:
                raise _Unlike from None
            for own, right in zip(own_args, right_args, strict=True):
                if isinstance(own, dict):
                    _both({k: own[k] for k in own if k in right}, right)
            return _both(found, expected)

        return call


def _with_names(kwargs: Mapping[str, Any], values: Sequence[Any]) -> dict[str, Any]:
    """``kwargs`` with the last of ``values``."""
    return dict(zip(kwargs, values[len(values) - len(kwargs) :], strict=True))


def _of(side: Callable[[_Both], Any], value: Any) -> Any:
    """``value`` as one of the two functions is to be given it; the same object where it is."""
    if isinstance(value, _Both):
        return side(value)
    if type(value) in (list, tuple):
        parts = [_of(side, part) for part in value]
        return value if all(map(_is, parts, value)) else type(value)(parts)
    if type(value) is dict:
        made = {k: _of(side, v) for k, v in value.items()}
        return value if all(map(_is, made.values(), value.values())) else made
    return value


def _is(one: object, other: object) -> bool:
    return one is other


def _both(own: Any, right: Any) -> Any:
    """What the reference goes on with: the student's answer, which may not be larger than its own.

    ``_Unlike`` where it is anything else: a shape or a number of the student's choice could take
    all memory.
    """
    if isinstance(own, Proxy) or (own is None and right is not None):
        return _Both(own, right)
    if isinstance(right, list | tuple) and isinstance(own, list | tuple) and len(own) == len(right):
        return type(right)([_both(*parts) for parts in zip(own, right, strict=True)])
    if isinstance(right, tuple) and type(own) is np.ndarray:  # the cache was forgotten
        return _both(own, right[0])
    if type(own) is type(right) is dict and own.keys() <= right.keys():
        return {k: _both(own[k], right[k]) for k in own}
    numbers = (np.ndarray, np.generic, int, float)
    if isinstance(own, numbers) and isinstance(right, numbers):
        x, y = np.asarray(own), np.asarray(right)
        if _core(x.shape) == _core(y.shape) and _harmless(x, y):
            return own
    if type(own) in (str, type(None)) and own == right:
        return own
    raise _Unlike


def _core(shape: tuple[int, ...]) -> tuple[int, ...]:
    """A shape without axes of length 1 in front, which change nothing in an operation."""
    while shape[:1] == (1,) and len(shape) > 1:
        shape = shape[1:]
    return shape


def _harmless(x: Any, y: Any) -> bool:
    """Whether no number in ``x`` could be a length or a count beyond those in ``y``."""
    if x.dtype.kind not in NUMBERS or (x.dtype.kind in "iu" and y.dtype.kind not in "iu"):
        return False
    whole = x.dtype.kind in "iu" and x.size > 0
    return not whole or bool(x.min() >= y.min() and x.max() <= y.max())
