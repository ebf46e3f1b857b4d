"""What was said in one case, as bytes: to be heard again, and to be told from what others said.

A case asks the student's code, and what it asks next depends on the answers. All that the grader
says of it follows from what was said; so nothing else is kept of a case that may have to be
explained.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from autograder.errors import StudentError
from autograder.sandbox.inside.wire import Raw

MAX_RECORDED = 32 * 2**20
"""Bytes that are kept of the cases of one hand-in at a time."""

Ending: TypeAlias = Callable[[str], StudentError]
"""How a conversation ended: the error of the operation that was named."""


class Exchange(NamedTuple):
    """A message and what came back."""

    message: bytes
    freed: tuple[int, ...]
    """the objects that the other side was told to forget, right before"""
    answer: Raw | Ending


class Recording:
    """The exchanges of one case, of which at most ``room`` bytes are kept."""

    def __init__(self, room: int = MAX_RECORDED) -> None:
        self.exchanges: list[Exchange] = []
        self.complete = True
        """False where there was more than is kept"""
        self.size = 0
        self._room = room

    def note(self, exchange: Exchange) -> None:
        """Keep an exchange, if there is room for it."""
        answer = exchange.answer
        self.size += len(exchange.message) + (len(answer.body) if isinstance(answer, Raw) else 0)
        if self.complete and self.size <= self._room:
            self.exchanges.append(exchange)
        elif self.complete:
            self.complete = False
            self.exchanges.clear()

    @property
    def kept(self) -> int:
        """The bytes of what is kept."""
        return self.size if self.complete else 0
