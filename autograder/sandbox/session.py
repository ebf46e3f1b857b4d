"""One child of the sandbox: the student's functions as proxies, with a wall-clock limit."""

from __future__ import annotations

import builtins
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from autograder.checks.remote import Remote
from autograder.errors import Crash, Ended, Forged, SandboxError, StudentError, Timeout
from autograder.sandbox.calls import CallLog
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.order import Order
from autograder.sandbox.inside.wire import Json, Request, StudentValue
from autograder.sandbox.messages import plain, told
from autograder.unpack import module_path

if TYPE_CHECKING:
    from autograder.sandbox.inside.wire import Array

PATIENCE = 0.05
"""How much later than the deadline a child may be ended, in seconds."""

ENDS: dict[int, str] = {
    signal.SIGSEGV: "crashed (a segmentation fault: endless recursion, or memory used wrongly)",
    signal.SIGXCPU: "used more processor time than all questions together may",
    signal.SIGKILL: "was stopped from outside: did it use too much memory?",
}


TOLD_KINDS = {n for n, value in vars(builtins).items() if isinstance(value, type)} | {
    *("generator", "function", "builtin_function_or_method", "NoneType", "module"),
    *("ndarray", "matrix", "MaskedArray", "memmap", "ufunc", "Generator", "str_", "datetime64"),
}
"""Types that a message may name; a student's own class could spell out a hidden input."""


Imported = dict[str, StudentError | None]
"""Each module's error, or None where it could be imported."""


class Keeper(Protocol):
    """Where the values of handles are."""

    dropped: list[int]
    """the numbers of those that nobody needs any more"""

    def call(
        self,
        name: str,
        args: tuple[StudentValue, ...],
        kwargs: dict[str, StudentValue],
        handle: int | None = None,
    ) -> StudentValue:
        """Call a method of the value with the number ``handle``."""


class Handle(Remote):
    """A value that stays in the sandbox: a cache, or anything of a type that does not travel."""

    number: int
    """unique within the session"""

    def __init__(self, keeper: Keeper, number: int, kind: str) -> None:
        self._keeper, self.number, self.kind = keeper, number, kind

    def __getattr__(self, name: str) -> Callable[..., StudentValue]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._keeper.call(name, args, kwargs, handle=self.number)

    def __deepcopy__(self, memo: dict[int, object]) -> Handle:
        return self

    def __del__(self) -> None:
        self._keeper.dropped.append(self.number)


class Session:
    """A child process; ``call`` behaves as if the student's function were local."""

    def __init__(
        self,
        sock: socket.socket,
        kill: Callable[[], None],
        end: Callable[[], int | None],
        order: Order,
    ) -> None:
        self._sock, self._kill, self._end, self._order = sock, kill, end, order
        self._folder = Path(order.directory)
        self._deadline = 0.0
        self._allowed = 0.0
        self._patience = 0.0
        self._imported: Imported | None = None
        self.dropped: list[int] = []
        self.protections: list[str] = []
        """those in force, by the child's own word before the student's code came into it"""
        self.missing: list[str] = []
        """packages that the hand-in imports and that are not here"""
        self.output = ""
        self.log = CallLog()
        self.alive = True

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
        self._imported = {
            m: self._import_error(m, message["modules"].get(m)) for m in self._order.modules
        }
        return self._imported

    def allow(self, seconds: float) -> None:
        """Set the clock: the calls from here on may take ``seconds`` in all."""
        self._allowed, self._deadline = seconds, time.monotonic() + seconds

    def function(self, name: str) -> Callable[..., StudentValue]:
        """The student's function ``name`` as a local one."""

        def call(*args: StudentValue, **kwargs: StudentValue) -> StudentValue:
            return self.call(name, args, kwargs)

        return self.log.noting(name, call)

    def call(
        self,
        name: str,
        args: tuple[StudentValue, ...],
        kwargs: dict[str, StudentValue],
        handle: int | None = None,
    ) -> StudentValue:
        """Call ``name`` in the child; changes made in place reach ``args`` and ``kwargs``."""
        if not self.alive:
            raise Ended(f"{name} could not run: your code had ended before.")
        buffers: list[Array] = []
        request: Request = {
            "function": name,
            "cached": name.endswith("_forward"),
            "args": wire.pack(args, buffers, self._number),
            "kwargs": wire.pack(kwargs, buffers, self._number),
            "free": self.dropped.copy(),
        }
        if handle is not None:
            request["handle"] = handle
        self.dropped.clear()
        try:
            self._wait_no_longer()
            wire.send(self._sock, request, buffers)
        except TimeoutError:
            raise self._too_long(name) from None
        except OSError:
            raise self._gone(name) from None
        reply, data = self._receive(name)
        return self._result(name, reply, data, [args, kwargs])

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

    def close(self) -> None:
        """End the child and everything in its process group, without waiting for it."""
        if self.alive:
            self.alive = False
            self._sock.close()
            self._kill()

    def _result(
        self, name: str, reply: object, data: list[bytearray], arguments: list[StudentValue]
    ) -> StudentValue:
        if not isinstance(reply, dict):
            raise self._forged()
        room = self._order.output_characters - len(self.output)
        self.output += plain(reply.get("output"), room)
        if "error" in reply:
            raise self._error(name, reply["error"])
        try:
            result = wire.unpack(reply.get("result"), data, self._handle)
            changes = [
                (path, kind, wire.unpack(tree, data, self._handle))
                for path, kind, tree in reply.get("changes", ())
            ]
            for path, kind, value in changes:
                _apply(arguments, path, kind, value)
            self.log.came([result, *(value for _, _, value in changes)])
        except (wire.WireError, LookupError, TypeError, ValueError):
            raise self._forged() from None
        return result

    def _error(self, doing: str, error: object) -> StudentError:
        return told(doing, error, self._folder)

    def _import_error(self, module: str, entry: object) -> StudentError | None:
        error = entry.get("error") if isinstance(entry, dict) else {}
        return None if error is None else self._error(f"importing {module_path(module)}", error)

    def _number(self, value: StudentValue) -> Json:
        if isinstance(value, Handle):
            return value.number
        raise wire.WireError(f"a test passed a {type(value).__name__}, which cannot travel")

    def _handle(self, body: object) -> Handle:
        if type(body) is not list or len(body) != 2:
            raise wire.WireError("a malformed handle")
        number, kind = body
        if type(number) is not int or type(kind) is not str:
            raise wire.WireError("a malformed handle")
        return Handle(self, number, kind if kind in TOLD_KINDS else "object")

    def _receive(self, doing: str) -> tuple[object, list[bytearray]]:
        try:
            return wire.receive(self._read)
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


def _apply(arguments: list[StudentValue], path: object, kind: object, value: StudentValue) -> None:
    """Make one change that the student's function made in place visible to the caller."""
    if type(path) is not list or not path:
        raise wire.WireError("a malformed path")
    target: StudentValue = arguments
    for step in path[:-1] if kind in ("set", "delete") else path:
        if type(target) not in (list, tuple, dict):
            raise wire.WireError("a path through what holds no parts")
        target = target[step]
    if kind == "fill" and _alike(target, value):
        target[...] = value
    elif kind == "advance" and type(target) is type(value) is np.random.Generator:
        target.bit_generator.state = value.bit_generator.state
    elif kind == "set" and type(target) is dict:
        target[path[-1]] = value
    elif kind == "delete" and type(target) is dict:
        del target[path[-1]]
    elif kind == "replace" and type(target) is list and type(value) is list:
        target[:] = value
    else:
        raise wire.WireError("a malformed change")


def _alike(target: StudentValue, value: StudentValue) -> bool:
    return (
        type(target) is np.ndarray
        and type(value) is np.ndarray
        and (target.shape, target.dtype) == (value.shape, value.dtype)
        and target.flags.writeable
    )
