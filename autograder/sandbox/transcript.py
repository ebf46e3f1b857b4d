"""What a student's code answered in one case, in order, for a comparison with other answers."""

from __future__ import annotations

from autograder.sandbox.calls import copied
from autograder.sandbox.inside.wire import StudentValue
from autograder.sandbox.memory import weight

MAX_ANSWERS, MAX_HEARD = 5000, 4 * 2**20
"""Answers, and bytes of them, that are kept of one case."""


class Failed(str):
    """The kind of an error in which an operation ended, in place of an answer."""


class Transcript:
    """The answers of one case: each a list of the result and of what was changed in place."""

    def __init__(self, room: int = MAX_HEARD) -> None:
        self.answers: list[list[StudentValue] | Failed] = []
        self.complete = True
        """False where there was more than is kept"""
        self.kept = 0
        """bytes of what is kept"""
        self._room = min(room, MAX_HEARD)

    def note(self, values: list[StudentValue]) -> None:
        """Take in an answer."""
        taken = weight(values)
        self.complete = self.complete and self.kept + taken <= self._room
        if self.complete:
            self.kept += taken
            self._add(copied(values))

    def note_error(self, kind: str) -> None:
        """Take in that an operation ended in an error."""
        self._add(Failed(kind))

    def _add(self, answer: list[StudentValue] | Failed) -> None:
        self.complete = self.complete and len(self.answers) < MAX_ANSWERS
        if self.complete:
            self.answers.append(answer)
