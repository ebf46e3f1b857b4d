"""The case that is running: its name, its seed, and the oracle where there is one."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from numpy.random import Generator, default_rng

HIDDEN_SUFFIX = " (hidden)"
"""How the name of a hidden half ends."""


class CheckFailure(AssertionError):
    """The student's answer is wrong.

    ``str(error)`` shows values and is for public cases; ``safe`` gives away no input and no
    expected value and is what a hidden case says.

    Examples:
        >>> raise CheckFailure("epochs: 3, expected 4.", safe="epochs: the wrong number.")
        Traceback (most recent call last):
        CheckFailure: epochs: 3, expected 4.
    """

    def __init__(self, message: str, *, safe: str | None = None) -> None:
        super().__init__(message)
        self.safe = message if safe is None else safe


class Skipped(Exception):
    """The case cannot be judged before another mistake is repaired.

    A check raises it where a forward is wrong whose backward is asked for; a test may do so too.
    The case earns no points, and the text says what comes first.

    Examples:
        >>> raise Skipped("fix conv_forward first")
        Traceback (most recent call last):
        Skipped: fix conv_forward first
    """


class Inconclusive(Exception):
    """The test's inputs cannot decide: the author's fault, never the student's."""


class CannotTravel(Inconclusive):
    """A test handed something to the student's code that stays in the test's process."""


@dataclass(frozen=True)
class Opinion:
    """What a student's test said of one implementation."""

    mistake: str
    """the known mistake that it has; empty for a right one"""
    refused: bool


Judge = Callable[[str, Sequence[str], Sequence[str]], Sequence[Opinion]]
"""Runs a student's test, called by its name, against right implementations of some functions, and
against known mistakes of them, by their names."""


@dataclass(frozen=True)
class Picture:
    """What a hand-in made in a case that it passed, to be looked at."""

    title: str
    """what the test's author says that it shows"""
    png: bytes
    """a PNG file, which the grader made"""


@dataclass(frozen=True)
class ShownPictures:
    """What a case has shown so far."""

    pictures: list[Picture] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """why something that was to be shown is no picture, for the author"""


@dataclass(frozen=True)
class CaseRun:
    """What the running case may know."""

    question: str
    case: str
    seed: int = 0
    oracle: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """the reference's functions by name; empty in the student folder"""
    memo: dict[bytes, Any] = field(default_factory=dict)
    """numeric gradients of the oracle, the same for every hand-in"""
    changed: list[Any] = field(default_factory=list)
    """the test's arrays that a student's function changed in its copies of them"""
    kept: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    """by ``id``: the test's arguments that followed a student's function, as they were before"""
    made: set[str] = field(default_factory=set)
    """the kinds of checks made so far: values, unchanged, raises"""
    data: Path | None = None
    """the folder of the assignment's data files; None where it has none"""
    files: Callable[[], Any] = lambda: None
    """where the case's files lie; made when the first is asked for"""
    stand_in: Callable[..., Any] = SimpleNamespace
    """makes an object of attributes where the student's code runs"""
    forward_values: Mapping[str, int] = field(default_factory=dict)
    """function -> how many of the values that it returns are results, no cache"""
    judge: Judge | None = None
    """runs a student's test; None where the course's answers are not there"""
    demanding: bool = False
    """whether a student's test has to notice every known mistake that it is run against"""
    shown: ShownPictures = field(default_factory=ShownPictures)


_run: ContextVar[CaseRun | None] = ContextVar("run", default=None)
_warnings_fail: ContextVar[bool] = ContextVar("warnings_fail", default=False)


@contextmanager
def running(run: CaseRun) -> Iterator[None]:
    """Make ``run`` the running case for the duration of a ``with`` block."""
    token = _run.set(run)
    try:
        yield
    finally:
        _run.reset(token)
        _restore(run)


def _restore(run: CaseRun) -> None:
    """Make what followed a student's function what it was when the case began.

    A test may define its inputs once, for all cases and all hand-ins: what one hand-in does to them
    must not reach the next one.
    """
    for value, before in run.kept.values():
        if isinstance(value, list):
            list.__setitem__(value, slice(None), before)  # a read-only copy's own would raise
        elif isinstance(value, dict):
            dict.clear(value)
            dict.update(value, before)
        elif isinstance(value, set):
            value.clear()
            value.update(before)
        else:
            value.flags.writeable = True  # the test may have made it read-only meanwhile
            value[...] = before


@contextmanager
def warnings_failing() -> Iterator[None]:
    """Let a warning of a number in the student's code be an error, in a ``with`` block."""
    token = _warnings_fail.set(True)
    try:
        yield
    finally:
        _warnings_fail.reset(token)


def warnings_fail() -> bool:
    """Whether a warning of a number in the student's code is an error now."""
    return _warnings_fail.get()


def current_run() -> CaseRun:
    """The running case; ``RuntimeError`` outside of one."""
    run = _run.get()
    if run is None:
        raise RuntimeError("rng() and the checks work inside a case only, not at module level")
    return run


def note_check(kind: str) -> None:
    """Note that a check of this kind is made, where a case is running."""
    run = _run.get()
    if run is not None:
        run.made.add(kind)


def note_changed(array: Any) -> None:
    """Note that the student's code changed its copy of a test's array, where a case is running."""
    run = _run.get()
    if run is not None:
        run.changed.append(array)


def keep(value: Any) -> None:
    """Keep an array, list, dict or set as it is before it follows what a student's function did."""
    run = _run.get()
    if run is not None:
        run.kept.setdefault(id(value), (value, value.copy()))


def in_hidden_case() -> bool:
    """Whether a case is running whose inputs no text of the student's may show."""
    run = _run.get()
    return run is not None and run.question.endswith(HIDDEN_SUFFIX)


def rng(stream: str | int = "") -> Generator:
    """A generator seeded by the running case's name and the run seed, the same on every call.

    Another ``stream`` gives other numbers: a check that draws its own must not draw the test's.

    Examples:
        >>> rng().random() == rng().random()
        True
        >>> rng().random() == rng("noise").random()
        False
    """
    run = current_run()
    seeds = [
        zlib.crc32(text.encode()) for text in (f"{run.question}/{run.case}", str(stream)) if text
    ]
    return default_rng([run.seed, *seeds])
