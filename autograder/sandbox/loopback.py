"""The conversation of a student's own pytest: the same messages, to objects in this process.

A test means at home what it means in the grader: what is read is a copy, functions of the test
travel, and the errors say the same. Nothing is confined and nothing is limited here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from autograder.checks.context import CannotTravel
from autograder.errors import Forged, StudentError
from autograder.language import gettext
from autograder.sandbox.conversation import Conversation
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.objects import Objects, Reply
from autograder.sandbox.inside.wire import Json, Request, StudentValue
from autograder.sandbox.messages import told

if TYPE_CHECKING:
    from autograder.sandbox.inside.wire import Array

    Arrived = tuple[Mapping[str, StudentValue], list[bytearray]]


class Loopback(Conversation):
    """The student's modules, imported in this process from ``folder``."""

    limited = False

    def __init__(
        self,
        names: Mapping[str, StudentValue],
        folder: Path,
        forward_values: Mapping[str, int] = MappingProxyType({}),
        message_mb: int = wire.MESSAGE_MB,
    ) -> None:
        super().__init__(forward_values, message_mb)
        self._folder = folder
        self._objects = Objects(folder, self._asked)
        self._objects.names.update(names)
        self.values = set(self._objects.values())
        self._original: BaseException | None = None

    def _exchange(self, request: Request, buffers: list[Array], doing: str) -> Arrived:
        sent, data = self._from_test(request, buffers)
        reply: list[Array] = []
        self._original = None
        self._objects.free(self._freed())
        try:
            answer = self._objects.operate(cast(Request, sent), data, reply)
            return _travelled(answer, reply, self.message_mb)
        except CannotTravel:  # what a function of the test gave to the student's code
            raise
        except (Exception, SystemExit) as error:  # Ctrl-C is for pytest
            self._original = error
            return {"error": self._objects.describe(error)}, []

    def _asked(self, message: Mapping[str, Json], buffers: list[Array]) -> Arrived:
        """Carry a call of one of the test's functions over to this side, and its answer back."""
        sent, data = _travelled(message, buffers, self.message_mb)
        answer: list[Array] = []
        return self._from_test(self.call_back(sent, data, answer), answer)

    def _from_test(self, message: Request | Mapping[str, Json], buffers: list[Array]) -> Arrived:
        """What arrives of what a test hands over."""
        try:
            return _travelled(message, buffers, self.message_mb)
        except wire.WireError as error:
            raise self._too_much(error) from None

    def _error(self, doing: str, error: object, called: bool) -> StudentError:
        found = told(doing, error, self._folder, called, self.message_mb)
        found.__cause__ = self._original
        return found

    def _forged(self) -> StudentError:
        return Forged(gettext("your code gave something that cannot be an answer."))


def _travelled(
    message: Request | Reply | Mapping[str, Json], buffers: list[Array], message_mb: int
) -> Arrived:
    """What arrives of a message at the other end of a wire."""
    frame, at = wire.frame(message, buffers, message_mb), 0

    def read(count: int) -> bytes:
        nonlocal at
        at += count
        return frame[at - count : at]

    found, data = wire.receive(read, message_mb)
    return cast("Mapping[str, StudentValue]", found), data
