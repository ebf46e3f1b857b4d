"""What functions answer to the calls that a test made of a hand-in.

The same calls are made of hundreds of hand-ins, and the known mistakes answer them the same.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks.run import Functions
from autograder.sandbox.calls import Call, copied
from autograder.sandbox.inside.wire import StudentValue
from autograder.sandbox.memory import weight
from autograder.sandbox.proxies import Proxy, record_of

MAX_ANSWERED = 12 * 2**20
"""Bytes of answers that are remembered; the 443 known mistakes of hw1_layers would take
80 MB in all, those of one function 5, and they come one after the other."""
MAX_GIVEN = 2**15
"""Bytes that the calls of a case may be given for their answers to be remembered: answers to more
would take the room of a hundred others."""
TOLD_APART = (bool, int, float, complex, str, bytes, type(None))
"""Values that are told apart by their type and ``repr``."""


@dataclass(frozen=True)
class Answer:
    """What a function gave: its result or the name of what it raised, and its arguments after."""

    result: Any
    error: str | None
    after: Any


def replay(calls: Sequence[Call], functions: Functions) -> Iterator[Answer | None]:
    """The answers of ``functions`` to the same calls; None where a call cannot be repeated.

    What the student's functions kept (a cache) is replaced by what these ones kept. Each call is
    made when its answer is asked for: whoever has seen enough pays for no more.
    """
    kept: dict[int, Any] = {}
    return (_answer(call, functions, kept) for call in calls)


@dataclass
class _Begun:
    """The answers to the first calls of a case, and what the functions kept in them."""

    answers: list[Answer | None] = field(default_factory=list)
    kept: dict[int, Any] = field(default_factory=dict)


class Answered:
    """The answers of one assignment's reference and known mistakes, in one process."""

    def __init__(self, room: int = MAX_ANSWERED) -> None:
        self._begun: dict[tuple[str, bytes], _Begun] = {}
        self._room = room
        self.size = 0
        """bytes of what is remembered"""

    def answers(
        self, who: str, calls: Sequence[Call], digest: bytes | None, functions: Functions
    ) -> Iterator[Answer | None]:
        """As ``replay``: the answers of ``functions``, which are always the same for ``who``.

        ``digest`` is that of ``calls``; without one nothing is remembered.
        """
        if digest is None:
            yield from replay(calls, functions)
            return
        key = who, digest
        begun = self._begun.get(key) or _Begun()
        for place, call in enumerate(calls):
            if place == len(begun.answers):
                begun.answers.append(self._taken(_answer(call, functions, begun.kept)))
                self._begun[key] = begun  # again, if there was no room for the others
            yield begun.answers[place]

    def _taken(self, answer: Answer | None) -> Answer | None:
        """A copy of an answer, which what is called next cannot change; without room for it the
        others are forgotten.
        """
        if answer is None:
            return None
        own = Answer(copied(answer.result), answer.error, copied(answer.after))
        taken = weight([own.result, own.after])
        if self.size + 2 * taken > self._room:  # what the functions keep is as large, at most
            self._begun.clear()
            self.size = 0
        self.size += 2 * taken
        return own


def known_as(calls: Sequence[Call]) -> bytes | None:
    """A digest of all in ``calls`` that an answer to them depends on.

    That is what was asked, and where the student's functions kept something. None where an argument
    is no number, array, text, generator or container of such, or they are large.
    """
    digest, size = hashlib.blake2b(digest_size=16), 0
    try:
        for call in calls:
            asked = _to_the_bit(call.before) if call.repeatable else b""
            digest.update(f"{call.function}\0{call.strict}\0{len(asked)}\0".encode())
            size += len(asked)
            digest.update(asked + _places_kept(call.result))
    except TypeError:
        return None
    return digest.digest() if size <= MAX_GIVEN else None


def _to_the_bit(value: StudentValue) -> bytes:
    """The contents of an argument, to the last bit; ``TypeError`` for what has none."""
    kind = type(value).__name__
    if isinstance(value, Proxy):
        return b"kept %d" % record_of(value).number
    if type(value) is np.ndarray and value.dtype.kind != "O":
        layout = f"{value.shape}{value.dtype.str}{value.flags.f_contiguous}"
        return layout.encode() + value.tobytes()
    if type(value) in (list, tuple):
        parts = [_to_the_bit(part) for part in value]
        return f"{kind} {[len(part) for part in parts]}".encode() + b"".join(parts)
    if type(value) is dict:
        return b"dict" + _to_the_bit([part for item in value.items() for part in item])
    if type(value) is np.random.Generator:
        return repr(value.bit_generator.state).encode()
    if type(value) in TOLD_APART or isinstance(value, np.generic):
        return f"{kind} {value!r}".encode(errors="replace")
    raise TypeError(kind)


def _places_kept(value: StudentValue) -> bytes:
    """Where in an answer something stayed with the student's code."""
    if isinstance(value, Proxy):
        return b"%d" % record_of(value).number
    if isinstance(value, list | tuple):
        return b"(%s)" % b",".join(map(_places_kept, value))
    return b"-"


def _answer(call: Call, functions: Functions, kept: dict[int, Any]) -> Answer | None:
    function = functions.get(call.function)
    if function is None or not call.repeatable:
        return None
    try:
        arguments = _resolved(copied(call.before), kept)
    except KeyError:  # a cache of a call that could not be repeated
        return None
    try:
        # Underflow is silent by NumPy's default: exp(-1000) is 0.
        with (
            warnings.catch_warnings(),
            np.errstate(all="warn" if call.strict else "ignore", under="ignore"),
        ):
            warnings.simplefilter("error" if call.strict else "ignore", RuntimeWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            result = function(*arguments)
    except Exception as error:
        return Answer(None, type(error).__name__, arguments)
    _keep(call.result, result, kept)
    return Answer(result, None, arguments)


def _resolved(value: Any, kept: dict[int, Any]) -> Any:
    if isinstance(value, Proxy):
        return kept[record_of(value).number]
    if type(value) in (list, tuple):
        return type(value)(_resolved(v, kept) for v in value)
    if type(value) is dict:
        return {k: _resolved(v, kept) for k, v in value.items()}
    return value


def _keep(theirs: Any, ours: Any, kept: dict[int, Any]) -> None:
    if isinstance(theirs, Proxy):
        # What comes back a second time is shared by all calls: it stands for what it was at first.
        kept.setdefault(record_of(theirs).number, ours)
    elif isinstance(theirs, list | tuple) and isinstance(ours, list | tuple):
        for a, b in zip(theirs, ours):  # noqa: B905  (the student's may be shorter)
            _keep(a, b, kept)
