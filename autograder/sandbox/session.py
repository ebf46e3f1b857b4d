"""One child of the sandbox: a conversation over a socket, with a wall-clock limit."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from autograder.errors import Crash, Ended, Forged, SandboxError, StudentError, Timeout
from autograder.sandbox.calls import CallLog
from autograder.sandbox.conversation import Conversation
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.modules import file_of, packages_around
from autograder.sandbox.inside.order import Order
from autograder.sandbox.inside.wire import Json, Request, StudentValue
from autograder.sandbox.messages import plain, told

if TYPE_CHECKING:
    from autograder.sandbox.inside.wire import Array

PATIENCE = 0.05
"""How much later than the deadline a child may be ended, in seconds."""

ENDS: dict[int, str] = {
    signal.SIGSEGV: "crashed (a segmentation fault: endless recursion, or memory used wrongly)",
    signal.SIGXCPU: "used more processor time than all questions together may",
    signal.SIGKILL: "was stopped from outside: did it use too much memory?",
}


Imported = dict[str, StudentError | None]
"""Each module's error, or None where it could be imported. Where all could, also the errors of
packages whose own file failed, by names as ``mytorch.__init__``."""


class Session(Conversation):
    """A child process, in which the student's names and objects are."""

    def __init__(
        self,
        sock: socket.socket,
        kill: Callable[[], None],
        end: Callable[[], int | None],
        order: Order,
        forward_values: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        super().__init__(forward_values, order.message_mb)
        self._sock, self._kill, self._end, self._order = sock, kill, end, order
        self._folder = Path(order.directory)
        self._deadline = 0.0
        self._allowed = 0.0
        self._patience = 0.0
        self._imported: Imported | None = None
        self.protections: list[str] = []
        """those in force, by the child's own word before the student's code came into it"""
        self.missing: list[str] = []
        """packages that the hand-in imports and that are not here"""
        self.output = ""
        self.log = CallLog()
        self._came = self.log.came

    def imported(self) -> Imported:
        """Wait for the modules' import, within its own limit; later calls know the answer."""
        if self._imported is not None:
            return self._imported
        self.allow(self._order.import_seconds)
        first, _ = self._receive("starting")  # before any of the student's code ran
        if not isinstance(first, dict):
            raise self._forged()
        self.protections = first["protections"]
        message, _ = self._receive("importing your code")
        if not isinstance(message, dict) or not isinstance(message.get("modules"), dict):
            raise self._forged()
        missing = message.get("missing")
        self.missing = [plain(n, 80) for n in missing[:20]] if isinstance(missing, list) else []
        values = message.get("values")
        self._values = {n for n in values if type(n) is str} if isinstance(values, list) else set()
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

    def allow(self, seconds: float) -> None:
        """Begin a case: the operations from here on may take ``seconds`` in all."""
        self.new_case()
        self._allowed, self._deadline = seconds, time.monotonic() + seconds

    def function(self, name: str) -> Callable[..., StudentValue]:
        """The student's function ``name`` as a local one; its calls are noted."""
        return self.log.noting(name, super().function(name))

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
        return Timeout("the test itself took far too long with what your code gave it.")

    def close(self) -> None:
        """End the child and everything in its process group, without waiting for it."""
        if self.alive:
            self.alive = False
            self._sock.close()
            self._kill()

    def _exchange(
        self, request: Request, buffers: list[Array], doing: str
    ) -> tuple[Mapping[str, StudentValue], list[bytearray]]:
        if not self.alive:
            raise Ended(f"{doing} could not run: your code had ended before.")
        self._send(request, buffers, doing)
        while True:
            reply, data = self._receive(doing)
            if not isinstance(reply, dict):
                raise self._forged()
            if "callback" not in reply:
                break
            buffers = []
            try:
                answer = self.call_back(reply, data, buffers)
                self._send(answer, buffers, doing)
            except BaseException:  # the child still waits for the answer
                self.close()
                raise
        room = self._order.output_characters - len(self.output)
        self.output += plain(reply.get("output"), room)
        return reply, data

    def _send(
        self, message: Request | Mapping[str, Json], buffers: list[Array], doing: str
    ) -> None:
        try:
            self._wait_no_longer()
            wire.send(self._sock, message, buffers, self.message_mb)
        except wire.WireError as error:
            raise self._too_much(error) from None
        except TimeoutError:
            raise self._too_long(doing) from None
        except OSError:
            raise self._gone(doing) from None

    def _error(self, doing: str, error: object, called: bool) -> StudentError:
        return told(doing, error, self._folder, called, self.message_mb)

    def _import_error(self, module: str, entry: object) -> StudentError | None:
        error = entry.get("error") if isinstance(entry, dict) else {}
        if error is None:
            return None
        return self._error(f"importing {file_of(module, Path()).as_posix()}", error, False)

    def _receive(self, doing: str) -> tuple[object, list[bytearray]]:
        try:
            return wire.receive(self._read, self.message_mb)
        except TimeoutError:
            raise self._too_long(doing) from None
        except (EOFError, OSError):
            raise self._gone(doing) from None
        except (wire.WireError, MemoryError):
            raise self._forged() from None

    def _read(self, count: int) -> bytearray:
        data = bytearray(count)
        view, done = memoryview(data), 0
        while done < count:
            self._wait_no_longer()
            got = self._sock.recv_into(view[done:])
            if got == 0:
                raise EOFError
            done += got
        return data

    def _wait_no_longer(self) -> None:
        """Let the socket wait until the deadline, or a little longer; ``TimeoutError`` after it.

        To set the socket's time-out costs a system call, and most calls take well below 1 ms: so it
        is left as it is while it ends at most ``PATIENCE`` after the deadline, and set anew to a
        time between the two.
        """
        left = self.seconds_left
        if left <= 0:
            raise TimeoutError
        if not left <= self._patience <= left + PATIENCE:
            self._patience = left + PATIENCE * 0.4
            self._sock.settimeout(self._patience)

    def _too_long(self, doing: str) -> StudentError:
        self.close()
        text = f"{doing} took longer than {self._allowed:g} s: is there an endless loop?"
        return Timeout(text)

    def _gone(self, doing: str) -> StudentError:
        self.alive = False
        self._sock.close()
        status = self._end()
        if status is None or doing == "starting":
            raise SandboxError("no process could be started for the hand-in")
        if os.WIFSIGNALED(status):
            how = ENDS.get(os.WTERMSIG(status), "crashed")
        else:
            how = "ended the program: remove calls such as exit() and quit()"
        return Crash(f"{doing}: your code {how}.")

    def _forged(self) -> StudentError:
        self.close()
        return Forged("your code sent something that is not an answer.")
