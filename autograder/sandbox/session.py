"""One child of the sandbox: the student's functions as proxies, with a wall-clock limit."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.assignment import Limits
from autograder.sandbox import wire


class StudentError(Exception):
    """What went wrong in the student's code; ``kind`` is its type's name, or ours in lower case.

    ``str(error)`` shows the exception's own text; ``safe`` is what a hidden case may say.
    """

    def __init__(self, kind: str, message: str, safe: str | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.safe = message if safe is None else safe


@dataclass(frozen=True)
class Imported:
    """What a child said after importing: the layers in force, and each module's error or None."""

    layers: list[str]
    errors: dict[str, StudentError | None] = field(default_factory=dict)


class Handle:
    """A value that stays in the sandbox: a cache, or anything of a type that does not travel."""

    kind: str = "object"
    """the name of its type there"""

    def __init__(self, session: Session, number: int, kind: str) -> None:
        self._session, self._number, self.kind = session, number, kind

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._session.call(name, args, kwargs, handle=self._number)

    def __deepcopy__(self, memo: dict[int, Any]) -> Handle:
        return self

    def __del__(self) -> None:
        self._session.dropped.append(self._number)


class Session:
    """A child process; ``call`` behaves as if the student's function were local."""

    def __init__(
        self,
        sock: socket.socket,
        kill: Callable[[], None],
        end: Callable[[], int],
        limits: Limits,
    ) -> None:
        self._sock, self._kill, self._end, self._limits = sock, kill, end, limits
        self._deadline = 0.0
        self._allowed = 0.0
        self._imported: Imported | None = None
        self.dropped: list[int] = []
        self.output = ""
        self.alive = True

    def imported(self) -> Imported:
        """Wait for the modules' import, within its own limit; later calls know the answer."""
        if self._imported is not None:
            return self._imported
        self.allow(self._limits.import_seconds)
        message, _ = self._receive("importing your code")
        if not isinstance(message, dict) or not isinstance(message.get("modules"), dict):
            raise self._forged()
        layers = [str(name)[:40] for name in list(message.get("layers", ()))[:10]]
        errors = {str(m): _import_error(str(m), e) for m, e in message["modules"].items()}
        self._imported = Imported(layers, errors)
        return self._imported

    def allow(self, seconds: float) -> None:
        """Set the clock: the calls from here on may take ``seconds`` in all."""
        self._allowed, self._deadline = seconds, time.monotonic() + seconds

    def function(self, name: str) -> Callable[..., Any]:
        """The student's function ``name`` as a local one."""

        def proxy(*args: Any, **kwargs: Any) -> Any:
            return self.call(name, args, kwargs)

        proxy.__name__ = name
        return proxy

    def call(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], handle: int | None = None
    ) -> Any:
        """Call ``name`` in the child; changes made in place reach ``args`` and ``kwargs``."""
        if not self.alive:
            raise StudentError("ended", f"{name} could not run: your code had ended before.")
        buffers: list[Any] = []
        message = {
            "function": name,
            "cached": name.endswith("_forward"),
            "args": wire.pack(args, buffers, self._number),
            "kwargs": wire.pack(kwargs, buffers, self._number),
            "free": self.dropped.copy(),
        }
        if handle is not None:
            message["handle"] = handle
        self.dropped.clear()
        self._sock.settimeout(max(0.001, self._deadline - time.monotonic()))
        try:
            wire.send(self._sock, message, buffers)
        except OSError:
            raise self._gone(name) from None
        reply, data = self._receive(name)
        return self._result(name, reply, data, [args, kwargs])

    def close(self) -> None:
        """End the child and everything in its process group, without waiting for it."""
        if self.alive:
            self.alive = False
            self._sock.close()
            self._kill()

    def _result(self, name: str, reply: Any, data: list[bytearray], arguments: list[Any]) -> Any:
        if not isinstance(reply, dict):
            raise self._forged()
        self.output = (self.output + str(reply.get("output", "")))[: self._limits.output_kb * 1024]
        if "error" in reply:
            raise _error(name, reply["error"])
        try:
            result = wire.unpack(reply.get("result"), data, self._handle)
            for path, kind, tree in reply.get("changes", ()):
                _apply(arguments, path, kind, wire.unpack(tree, data, self._handle))
        except (wire.WireError, LookupError, TypeError, ValueError):
            raise self._forged() from None
        return result

    def _number(self, value: Any) -> int:
        if isinstance(value, Handle):
            return value._number
        raise wire.WireError(f"a test passed a {type(value).__name__}, which cannot travel")

    def _handle(self, body: Any) -> Handle:
        number, kind = body
        if type(number) is not int or type(kind) is not str:
            raise wire.WireError("a malformed handle")
        return Handle(self, number, kind[:80])

    def _receive(self, doing: str) -> tuple[Any, list[bytearray]]:
        try:
            return wire.receive(self._read)
        except TimeoutError:
            self.close()
            text = f"{doing} took longer than {self._allowed:g} s: is there an endless loop?"
            raise StudentError("timeout", text) from None
        except (EOFError, OSError):
            raise self._gone(doing) from None
        except (wire.WireError, MemoryError):
            raise self._forged() from None

    def _read(self, count: int) -> bytearray:
        data = bytearray(count)
        view, done = memoryview(data), 0
        while done < count:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._sock.settimeout(left)
            got = self._sock.recv_into(view[done:])
            if got == 0:
                raise EOFError
            done += got
        return data

    def _gone(self, doing: str) -> StudentError:
        self.alive = False
        self._sock.close()
        status = self._end()
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
            how = f"crashed ({signal.Signals(os.WTERMSIG(status)).name})"
        else:
            how = "ended the program: remove calls such as exit() and quit()"
        return StudentError("crash", f"{doing}: your code {how}.")

    def _forged(self) -> StudentError:
        self.close()
        return StudentError("forged", "your code sent something that is not an answer.")


def _apply(arguments: list[Any], path: list[Any], kind: str, value: Any) -> None:
    """Make one change that the student's function made in place visible to the caller."""
    target: Any = arguments
    for step in path[:-1] if kind in ("set", "delete") else path:
        target = target[step]
    if kind == "fill" and isinstance(target, np.ndarray) and target.shape == value.shape:
        target[...] = value
    elif kind == "set" and type(target) is dict:
        target[path[-1]] = value
    elif kind == "delete" and type(target) is dict:
        del target[path[-1]]
    elif kind == "replace" and type(target) is list:
        target[:] = value
    else:
        raise wire.WireError("a malformed change")


def _import_error(module: str, entry: Any) -> StudentError | None:
    error = entry.get("error") if isinstance(entry, dict) else {}
    if error is None:
        return None
    if isinstance(error, dict) and error.get("type") == "missing":
        return StudentError("missing", f"{module}.py was not handed in.")
    return _error(f"importing {module}.py", error)


def _error(doing: str, error: Any) -> StudentError:
    if not isinstance(error, dict):
        error = {}
    kind, text = str(error.get("type", "error"))[:80], str(error.get("text", ""))[:2000]
    if kind == "undefined":
        return StudentError(kind, f"{doing} is not defined: check the spelling of its name.")
    if kind == "too large":
        return StudentError(kind, f"{doing} returned more than can be graded.")
    if kind == "NotImplementedError":
        return StudentError(
            kind, f"{doing} is not implemented yet.", f"{doing} is not implemented yet."
        )
    place = ""
    if isinstance(error.get("file"), str) and isinstance(error.get("line"), int):
        place = f" ({error['file'][:80]}, line {error['line']})"
    short = f"{doing} raised {kind}{place}."
    return StudentError(kind, f"{short[:-1]}: {text}" if text else short, short)
