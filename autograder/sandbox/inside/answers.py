"""The student's modules in the sandbox: imported, called, and their answers packed.

Executed outside the package; knows nothing secret. Whatever it says is hostile to the grader.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import socket
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from . import cells, modules, wire
from .order import Order
from .packages import OnlyAllowed, Placeholder
from .wire import Json, Request, StudentValue

if TYPE_CHECKING:
    from .wire import Array

MAX_TEXT = 2000
MAX_FRAMES = 5
KEPT = object()
LIBRARIES = ("builtins", "numpy.exceptions", "numpy.linalg", "numpy")
Reply: TypeAlias = dict[str, Json]
Snapshot: TypeAlias = tuple[StudentValue, StudentValue]
"""A value and a copy of what it holds."""
Change: TypeAlias = tuple[list[StudentValue], str, StudentValue]
"""Where below the arguments, how, and what is there now."""


class Student:
    """The student's modules and the answers to the grader's calls."""

    def __init__(self, sock: socket.socket, order: Order) -> None:
        self.sock, self.order = sock, order
        self.folder = Path(order.directory)
        self.functions: dict[str, StudentValue] = {}
        self.handles: dict[int, StudentValue] = {}
        self.counter = 0
        sys.path.append(str(self.folder))  # last: nothing shipped replaces a library
        cells.install_shell(self.folder)
        self.allowed = OnlyAllowed(self.folder, order.imports)
        sys.meta_path.insert(0, self.allowed)

    def serve(self) -> None:
        """Import the modules, report, then answer until the grader hangs up."""
        errors = {name: {"error": self._import(name)} for name in self.order.modules}
        Placeholder.importing = False
        report = {"modules": errors, "missing": sorted(self.allowed.missing)}
        wire.send(self.sock, report, [])
        while True:
            message, buffers = wire.receive(self._read)
            request = cast(Request, message)  # the grader can be trusted
            for number in request.get("free", ()):
                self.handles.pop(number, None)
            reply: list[Array] = []
            if request.get("peak"):
                answer: Reply = {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
            else:
                answer = self._answer(request, buffers, reply)
            try:
                wire.send(self.sock, answer, reply)
            except wire.WireError:
                wire.send(self.sock, {"error": {"fault": "too large"}}, [])

    def _read(self, count: int) -> bytearray:
        data = bytearray(count)
        view, done = memoryview(data), 0
        while done < count:
            got = self.sock.recv_into(view[done:])
            if got == 0:
                raise EOFError
            done += got
        return data

    def _import(self, name: str) -> Reply | None:
        path = modules.file_of(name, self.folder)
        if not path.exists():
            return {"fault": "missing"}
        output = CappedOutput(self.order.output_characters)
        module: Any = None
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                modules.make_packages(name, self.folder)
                module = modules.already_imported(name, path)
                if module is None:
                    module = modules.entered(name, path)
                    modules.execute(module)
                self.functions.update(vars(module))
            except BaseException as error:
                sys.modules.pop(name, None)
                if self.allowed.do_without(error):
                    return self._import(name)
                if isinstance(module, ModuleType):  # what was defined before the error stays
                    self.functions.update(vars(module))
                return self._describe(error)
        return None

    def _answer(self, request: Request, buffers: list[bytearray], reply: list[Array]) -> Reply:
        output = CappedOutput(self.order.output_characters)
        answer: Reply
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                answer = self._call(request, buffers, reply)
            except wire.WireError:
                reply.clear()
                answer = {"error": {"fault": "too large"}}
            except BaseException as error:
                reply.clear()
                answer = {"error": self._describe(error)}
        return {**answer, "output": output.getvalue()}

    def _call(self, request: Request, buffers: list[bytearray], reply: list[Array]) -> Reply:
        def unpack(tree: Json) -> StudentValue:
            return wire.unpack(tree, buffers, self._kept)

        name = request["function"]
        if "handle" in request:
            target = getattr(self.handles[request["handle"]], name)
            if not callable(target) or "args" not in request:
                return {"result": wire.pack(target, reply, self._opaque)}
        elif name not in self.functions:
            return {"error": {"fault": "undefined"}}
        else:
            target = self.functions[name]
        args, kwargs = unpack(request["args"]), unpack(request["kwargs"])
        before = _snapshot([args, kwargs], {id(kept) for kept in self.handles.values()})
        result = target(*args, **kwargs)
        if request["cached"] and isinstance(result, tuple) and len(result) > 1:
            first = wire.pack(result[0], reply, self._opaque)
            rest = [{"x": self._opaque(part)} for part in result[1:]]
            tree: Json = {"t": [first, *rest]}
        else:
            tree = wire.pack(result, reply, self._opaque)
        changes = [
            [path, kind, wire.pack(value, reply, self._opaque)]
            for path, kind, value in _changes([args, kwargs], before, [])
        ]
        return {"result": tree, "changes": changes}

    def _kept(self, number: object) -> StudentValue:
        return self.handles[cast(int, number)]

    def _opaque(self, value: StudentValue) -> list[Json]:
        self.counter += 1
        self.handles[self.counter] = value
        return [self.counter, type(value).__name__[:80]]

    def _describe(self, error: BaseException) -> Reply:
        """What the grader may tell of an exception: its types, its text, the student's lines."""
        try:
            text = str(error)[:MAX_TEXT]
        except BaseException:
            text = ""
        lines = [(f.filename, f.lineno) for f in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError):
            lines.append((error.filename or "", error.lineno))
            text = str(error.msg)[:MAX_TEXT]
        own = f"{self.folder}{os.sep}"
        frames = [[name.removeprefix(own), line] for name, line in lines if name.startswith(own)]
        known = [c.__name__ for c in type(error).__mro__ if c.__module__ in LIBRARIES]
        return {
            "type": type(error).__name__[:80],
            "known": known[0] if known else "",
            "text": text,
            "missing": str(error.name)[:80] if isinstance(error, ModuleNotFoundError) else "",
            "frames": frames[-MAX_FRAMES:],
        }


class CappedOutput(io.StringIO):
    """Collects what is printed, up to ``limit`` characters."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, text: str) -> int:
        """Keep what still fits."""
        room = self.limit - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


def _snapshot(value: StudentValue, kept: set[int]) -> Snapshot:
    """A copy to compare with later: (the object itself, its parts or its values).

    What is ``kept`` here, a cache, is not the caller's: its parts are ``KEPT``.
    """
    if id(value) in kept:
        return value, KEPT
    if type(value) is np.ndarray:
        return value, value.copy()
    if type(value) is np.random.Generator:
        return value, value.bit_generator.state
    if type(value) is dict:
        return value, {k: _snapshot(v, kept) for k, v in value.items()}
    if type(value) in (list, tuple):
        return value, [_snapshot(v, kept) for v in value]
    return value, None


def _changes(value: StudentValue, before: Snapshot, path: list[StudentValue]) -> list[Change]:
    """What was changed in place below ``value``: arrays filled, entries set or deleted."""
    _, parts = before
    found: list[Change] = []
    if parts is KEPT:
        return found
    if type(value) is np.ndarray:
        if value.shape == parts.shape and value.tobytes() != parts.tobytes():
            found.append((path, "fill", value))
    elif type(value) is np.random.Generator:
        if value.bit_generator.state != parts:
            found.append((path, "advance", value))
    elif type(value) is dict:
        found += [([*path, k], "delete", None) for k in parts if k not in value]
        for k, v in value.items():
            if k not in parts or v is not parts[k][0]:
                found.append(([*path, k], "set", v))
            else:
                found += _changes(v, parts[k], [*path, k])
    elif type(value) in (list, tuple):
        if len(value) != len(parts) or any(v is not p[0] for v, p in zip(value, parts)):  # noqa: B905
            found.append((path, "replace", value))
        else:
            for i, (v, p) in enumerate(zip(value, parts)):  # noqa: B905
                found += _changes(v, p, [*path, i])
    return found
