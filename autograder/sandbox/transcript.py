"""What a student's code answered in one case, in order, for a comparison with other answers."""

from __future__ import annotations

from autograder.sandbox.calls import copied
from autograder.sandbox.inside.wire import StudentValue
from autograder.sandbox.memory import weight

MAX_ANSWERS, MAX_HEARD = 5000, 4 * 2**20
"""Answers or questions, and bytes of both, that are kept of one case."""


class Failed(str):
    """The kind of an error in which an operation ended, in place of an answer."""


class Transcript:
    """The answers of one case: each a list of the result and of what was changed in place."""

    def __init__(self, room: int = MAX_HEARD) -> None:
        self.answers: list[list[StudentValue] | Failed] = []
        self.asked: list[list[StudentValue] | Failed] = []
        """what the student's code gave to functions of the test: which one, and the arguments"""
        self.alone = True
        """False where the test made an object or lent a function: its calls mean something in the
        case alone"""
        self.complete = True
        """False where there was more than is kept"""
        self.kept = 0
        """bytes of what is kept"""
        self._room = min(room, MAX_HEARD)

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
        taken = weight(values)
        room = self.kept + taken <= self._room and len(to) < MAX_ANSWERS
        self.complete = self.complete and room
        if self.complete:
            self.kept += taken
            to.append(copied(values))
