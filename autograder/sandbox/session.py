"""One child of the sandbox: a conversation over a socket, with a wall-clock limit."""

from __future__ import annotations

import os
import signal
import socket
import struct
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from autograder.errors import Crash, SandboxError, StudentError, Timeout
from autograder.language import gettext, marked
from autograder.sandbox.framed import (
    Diverged,
    FramedConversation,
    ended_before,
    no_answer,
)
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.modules import file_of, packages_around
from autograder.sandbox.inside.order import BROKEN, Order
from autograder.sandbox.inside.wire import Raw, Request
from autograder.sandbox.messages import IMPORTING, plain
from autograder.sandbox.recording import MAX_RECORDED, Ending, Exchange, Recording

PATIENCE = 0.05
"""How much later than the deadline a child may be ended, in seconds."""

ENDS: dict[int, str] = {
    signal.SIGSEGV: marked(
        "{doing}: your code crashed (a segmentation fault: endless recursion, or memory used "
        "wrongly)."
    ),
    signal.SIGXCPU: marked(
        "{doing}: your code used more processor time than all questions together may."
    ),
    signal.SIGKILL: marked(
        "{doing}: your code was stopped from outside: did it use too much memory?"
    ),
}
CRASHED = marked("{doing}: your code crashed.")
ENDED_PROGRAM = marked(
    "{doing}: your code ended the program: remove calls such as exit() and quit()."
)
BROKE = marked(
    "{doing}: your code broke what runs beside it: does it replace a function of Python or NumPy, "
    "such as len?"
)
"""Of a process that could not say more."""

Imported = dict[str, StudentError | None]
"""Each module's error, or None where it could be imported. Where all could, also the errors of
packages whose own file failed, by names as ``mytorch.__init__``."""


NO_PROCESS = "no process could be started for the hand-in"


class Session(FramedConversation):
    """A child process, in which the student's names and objects are."""

    def __init__(
        self,
        sock: socket.socket,
        kill: Callable[[], None],
        end: Callable[[], int | None],
        order: Order,
        forward_values: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        super().__init__(
            Path(order.directory), order.output_characters, forward_values, order.message_mb
        )
        self._sock, self._kill, self._end, self._order = sock, kill, end, order
        self.recording = Recording()
        """what was said in the case that runs"""
        self._ahead: deque[Exchange] = deque()
        """what was said before the test asked for it"""
        self._deadline = 0.0
        self._allowed = 0.0
        self._patience = 0.0
        self._unread = b""
        """what was read beyond a frame"""
        self._imported: Imported | None = None
        self.expected: frozenset[str] = frozenset()
        """names that are values, no functions, where the task is solved"""
        self.protections: list[str] = []
        """those in force, by the child's own word before the student's code came into it"""
        self.missing: list[str] = []
        """packages that the hand-in imports and that are not here"""

    def imported(self) -> Imported:
        """Wait for the modules' import, within its own limit; later calls know the answer."""
        if self._imported is not None:
            return self._imported
        self.allow(self._order.import_seconds)
        first, _ = self._receive("starting")  # before any of the student's code ran
        if not isinstance(first, dict):
            raise self._forged()
        self.protections = first["protections"]
        message, _ = self._receive(gettext("importing your code"))
        if not isinstance(message, dict) or not isinstance(message.get("modules"), dict):
            raise self._forged()
        missing = message.get("missing")
        self.missing = [plain(n, 80) for n in missing[:20]] if isinstance(missing, list) else []
        values = message.get("values")
        self.values = {n for n in values if type(n) is str} if isinstance(values, list) else set()
        self.values |= self.expected  # of one that is not there, asking says so
        self._imported = {
            m: self._import_error(m, message["modules"].get(m)) for m in self._order.modules
        }
        packages = message.get("packages")
        if isinstance(packages, dict) and not any(self._imported.values()):
            for package in dict.fromkeys(
                p for m in self._order.modules for p in packages_around(m)
            ):
                if package in packages:
                    own = f"{package}.__init__"
                    self._imported[own] = self._import_error(own, {"error": packages[package]})
        return self._imported

    def allow(self, seconds: float, room: int = MAX_RECORDED) -> None:
        """Begin a case: its operations may take ``seconds`` in all, and ``room`` bytes are kept."""
        self.new_case()
        self.recording = Recording(room)
        self._ahead.clear()
        self._allowed, self._deadline = seconds, time.monotonic() + seconds

    def peak_memory(self) -> float:
        """The most memory that the child has had in RAM so far, in megabytes, by its own word."""
        self.allow(self._order.import_seconds)  # the case before it may have used up its own
        request: Request = {"peak": True}
        wire.send(self._sock, request, [])
        reply, _ = self._receive("measuring")
        peak = reply.get("peak") if isinstance(reply, dict) else None
        if type(peak) is not int:
            raise self._forged()
        return peak / (2**20 if sys.platform == "darwin" else 2**10)

    @property
    def ready(self) -> bool:
        """Whether the import is known to have ended."""
        return self._imported is not None

    @property
    def seconds_left(self) -> float:
        """What is left of the time that ``allow`` gave."""
        return self._deadline - time.monotonic()

    def overrun(self) -> StudentError:
        """End the child; the error of a case in which this process took too long."""
        self.close()
        return Timeout(gettext("the test itself took far too long with what your code gave it."))

    def close(self) -> None:
        """End the child and everything in its process group, without waiting for it."""
        if self.alive:
            self.alive = False
            self._sock.close()
            self._kill()

    def ask(self, message: bytes, freed: tuple[int, ...]) -> Raw | None:
        """What comes back for a frame, before the test asks for it; None where nothing does.

        The test that runs afterwards finds both: its first operations have to ask for the same.
        """
        if not self.alive:
            return None
        exchange = self._said(message, freed)
        self._ahead.append(exchange)
        return exchange.answer if isinstance(exchange.answer, Raw) else None

    def _answered(self, message: bytes, doing: str, *, asks: bool = True) -> Raw:
        if self._ahead:
            exchange = self._ahead.popleft()
            if exchange.message != message:
                raise Diverged
            self._dropped.difference_update(exchange.freed)
        elif self.alive:
            exchange = self._said(message, tuple(self._freed()) if asks else ())
        else:
            raise ended_before(doing)
        if isinstance(exchange.answer, Raw):
            return exchange.answer
        raise exchange.answer(doing)

    def _said(self, message: bytes, freed: tuple[int, ...]) -> Exchange:
        """Send a frame and wait for one; recorded, however it ends."""
        forget = wire.frame({"free": freed}, []) if freed else b""
        try:
            self._send(forget + message)
            answer: Raw | Ending = wire.received(self._read_bytes, self.message_mb)
        except (TimeoutError, BlockingIOError):
            answer = self._too_long()
        except (EOFError, OSError):
            answer = self._gone()
        except (wire.WireError, MemoryError):
            answer = self._malformed()
        exchange = Exchange(message, freed, answer)
        self.recording.note(exchange)
        return exchange

    def _send(self, data: bytes) -> None:
        """Send all of it, in parts that a child which does not read can hold up once each."""
        for start in range(0, len(data), wire.AT_ONCE):
            self._wait_no_longer()
            self._sock.sendall(data[start : start + wire.AT_ONCE])

    def _import_error(self, module: str, entry: object) -> StudentError | None:
        error = entry.get("error") if isinstance(entry, dict) else {}
        if error is None:
            return None
        return self._error(f"{IMPORTING}{file_of(module, Path()).as_posix()}", error, False)

    def _receive(self, doing: str) -> tuple[object, list[bytearray]]:
        """A frame that was not asked for: a report of the child."""
        try:
            return wire.receive(self._read_bytes, self.message_mb)
        except TimeoutError:
            raise self._too_long()(doing) from None
        except (EOFError, OSError):
            if doing == "starting":
                raise SandboxError(NO_PROCESS) from None
            raise self._gone()(doing) from None
        except (wire.WireError, MemoryError):
            raise self._forged() from None

    def _read_bytes(self, count: int) -> bytes | bytearray:
        try:
            data, self._unread = wire.gathered(
                count, self._unread, self._receive_some, self._receive_into
            )
        except BlockingIOError:
            raise TimeoutError from None
        return data

    def _receive_some(self, most: int) -> bytes:
        self._wait_no_longer()
        return self._sock.recv(most)

    def _receive_into(self, view: memoryview) -> int:
        self._wait_no_longer()
        return self._sock.recv_into(view)

    def _wait_no_longer(self) -> None:
        """Let the socket wait until the deadline, or a little longer; ``TimeoutError`` after it.

        To set the socket's time-out costs a system call, and most calls take well below 1 ms: so it
        is left as it is while it ends at most ``PATIENCE`` after the deadline, and set anew to a
        time between the two. It is the kernel's own: Python's would cost a call more each time.
        """
        left = self.seconds_left
        if left <= 0:
            raise TimeoutError
        if not left <= self._patience <= left + PATIENCE:
            self._patience = left + PATIENCE * 0.4
            whole, part = divmod(self._patience, 1)
            limit = struct.pack("@ll", int(whole), int(part * 1e6))
            for which in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                self._sock.setsockopt(socket.SOL_SOCKET, which, limit)

    def _too_long(self) -> Ending:
        self.close()
        limit = self._allowed
        return lambda doing: Timeout(
            gettext(
                "{doing} took longer than {seconds} s: is there an endless loop?",
                doing=doing,
                seconds=f"{limit:g}",
            )
        )

    def _gone(self) -> Ending:
        self.alive = False
        self._sock.close()
        status = self._end()
        if status is None:
            raise SandboxError(NO_PROCESS)
        if os.WIFSIGNALED(status):
            how = ENDS.get(os.WTERMSIG(status), CRASHED)
        elif os.WEXITSTATUS(status) == BROKEN:
            how = BROKE
        else:
            how = ENDED_PROGRAM
        return lambda doing: Crash(gettext(how, doing=doing))

    def _malformed(self) -> Ending:
        self.close()
        return lambda doing: no_answer()

    def _forged(self) -> StudentError:
        self.close()
        return no_answer()
