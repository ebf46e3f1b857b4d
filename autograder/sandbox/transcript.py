"""What a student's code answered in one case, in order, for a comparison with other answers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks.numeric import AnyArray
from autograder.sandbox.calls import copied
from autograder.sandbox.inside.wire import StudentValue

MAX_ANSWERS, MAX_NUMBERS = 5000, 300_000
"""Answers or questions, and elements of arrays in them, that are kept of one case."""


class Failed(str):
    """The kind of an error in which an operation ended, in place of an answer."""


class Transcript:
    """The answers of one case: each a list of the result and of what was changed in place."""

    def __init__(self) -> None:
        self.answers: list[list[StudentValue] | Failed] = []
        self.asked: list[list[StudentValue] | Failed] = []
        """what the student's code gave to functions of the test: which one, and the arguments"""
        self.alone = True
        """False where the test made an object or lent a function: its calls mean something in the
        case alone"""
        self.complete = True
        """False where there was more than is kept"""
        self._numbers = 0

    def note(self, values: list[StudentValue]) -> None:
        """Take in an answer."""
        self._add(values, self.answers)

    def note_error(self, kind: str) -> None:
        """Take in that an operation ended in an error."""
        self._add(Failed(kind), self.answers)

    def note_asked(self, values: list[StudentValue]) -> None:
        """Take in a call of one of the test's functions."""
        self._add(values, self.asked)

    def _add(
        self, values: list[StudentValue] | Failed, to: list[list[StudentValue] | Failed]
    ) -> None:
        self._numbers += sum(v.size for v in _arrays(values))
        small = self._numbers <= MAX_NUMBERS and len(to) < MAX_ANSWERS
        self.complete = self.complete and small
        if self.complete:
            to.append(copied(values))


def _arrays(value: StudentValue) -> Iterator[AnyArray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _arrays(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _arrays(part)
