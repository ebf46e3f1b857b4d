"""A conversation in frames, of which what is said is recorded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from autograder.errors import Ended, Forged, StudentError
from autograder.language import gettext
from autograder.sandbox.calls import CallLog
from autograder.sandbox.conversation import Conversation
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.wire import Json, Raw, Request, StudentValue
from autograder.sandbox.messages import plain, told

if TYPE_CHECKING:
    from autograder.sandbox.inside.wire import Array


def no_answer() -> Forged:
    """The error of a hand-in whose process sent anything else."""
    return Forged(gettext("your code sent something that is not an answer."))


def ended_before(doing: str) -> Ended:
    """The error of an operation after the end of the hand-in's process."""
    return Ended(gettext("{doing} could not run: your code had ended before.", doing=doing))


class Diverged(BaseException):
    """A test asked for something else than before, on the same answers; nothing may swallow it."""


class FramedConversation(Conversation):
    """Frames go out and come in; ``folder`` holds the hand-in, whose lines errors quote."""

    def __init__(
        self,
        folder: Path,
        output_characters: int,
        forward_values: Mapping[str, int] = MappingProxyType({}),
        message_mb: int = wire.MESSAGE_MB,
    ) -> None:
        super().__init__(forward_values, message_mb)
        self.folder, self.output_characters = folder, output_characters
        self.output = ""
        """what the student's code printed in the case that runs"""
        self.log: CallLog | None = None
        """where the calls of the case that runs are kept, if they are"""
        self.errors = 0
        """how many answers of the case that runs were errors"""
        self._last: tuple[str, list[tuple[int, ...] | None]] | None = None

    @abstractmethod
    def _answered(self, message: bytes, doing: str, *, asks: bool = True) -> Raw:
        """What comes back for a frame; raises what ended the conversation, if it ended.

        One that ``asks`` for nothing is the answer of a function of the test: the objects in it may
        be needed by nobody here any more, and the other side has yet to take them.
        """

    def new_case(self) -> None:
        """Begin a case: nothing that was printed or called before is its own."""
        super().new_case()
        self.output = ""
        self.errors = 0
        self._last = None

    @property
    def last_call(self) -> str:
        """The function that the case called last, and the shapes of its arguments, if it did."""
        if self._last is None:
            return ""
        name, shapes = self._last
        return f"{name}({', '.join('...' if s is None else str(s) for s in shapes)})"

    def function(self, name: str) -> Callable[..., StudentValue]:
        """The student's function ``name`` as a local one; its calls are noted where a log is."""
        plain_call = super().function(name)
        logged = plain_call if self.log is None else self.log.noting(name, plain_call)

        def call(*args: StudentValue, **kwargs: StudentValue) -> StudentValue:
            self._last = name, [a.shape if type(a) is np.ndarray else None for a in args]
            return logged(*args, **kwargs)

        call.__name__ = name
        return call

    def _came(self, values: list[StudentValue]) -> None:
        super()._came(values)
        if self.log is not None:
            self.log.came(values)

    def _exchange(
        self, request: Request, buffers: list[Array], doing: str
    ) -> tuple[Mapping[str, StudentValue], list[bytearray]]:
        reply, data = self._read(self._answered(self._frame(request, buffers), doing))
        while "callback" in reply:
            buffers = []
            try:
                answer = self.call_back(reply, data, buffers)
                raw = self._answered(self._frame(answer, buffers), doing, asks=False)
            except BaseException:  # the other side still waits for the answer
                self.close()
                raise
            reply, data = self._read(raw)
        self.output += plain(reply.get("output"), self.output_characters - len(self.output))
        return reply, data

    def _frame(self, message: Request | Mapping[str, Json], buffers: list[Array]) -> bytes:
        try:
            return wire.frame(message, buffers, self.message_mb)
        except wire.WireError as error:
            raise self._too_much(error) from None

    def _read(self, raw: Raw) -> tuple[Mapping[str, StudentValue], list[bytearray]]:
        try:
            reply, data = wire.contents(raw)
        except (wire.WireError, MemoryError):
            raise self._forged() from None
        if not isinstance(reply, dict):
            raise self._forged()
        return reply, data

    @abstractmethod
    def close(self) -> None:
        """End the conversation."""

    def _raised(self, doing: str, error: object, called: bool) -> BaseException:
        self.errors += 1
        return super()._raised(doing, error, called)

    def _error(self, doing: str, error: object, called: bool) -> StudentError:
        return told(doing, error, self.folder, called, self.message_mb)
