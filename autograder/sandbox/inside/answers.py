"""The student's modules in the sandbox: imported, called, and their answers packed.

Executed outside the package; knows nothing secret. Whatever it says is hostile to the grader.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.util
import io
import os
import socket
import sys
import traceback
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

MAX_TEXT = 2000
MAX_FRAMES = 5
KEPT = object()
LIBRARIES = ("builtins", "numpy.exceptions", "numpy.linalg", "numpy")


class Student:
    """The student's modules and the answers to the grader's calls."""

    def __init__(self, wire: Any, sock: socket.socket, order: dict[str, Any]) -> None:
        self.wire, self.sock = wire, sock
        self.folder = Path(order["directory"])
        self.names: list[str] = order["modules"]
        self.output_limit = order["limits"]["output_kb"] * 1024
        self.functions: dict[str, Any] = {}
        self.handles: dict[int, Any] = {}
        self.counter = 0
        sys.path.append(str(self.folder))  # last: nothing shipped replaces a library
        vars(builtins).setdefault("display", print)  # what a notebook has
        self.allowed = OnlyAllowed(self.folder, order["imports"])
        sys.meta_path.insert(0, self.allowed)

    def serve(self) -> None:
        """Import the modules, report, then answer until the grader hangs up."""
        modules = {name: {"error": self._import(name)} for name in self.names}
        Placeholder.importing = False
        report = {"modules": modules, "missing": sorted(self.allowed.missing)}
        self.wire.send(self.sock, report, [])
        while True:
            message, buffers = self.wire.receive(self._read)
            for number in message.get("free", ()):
                self.handles.pop(number, None)
            reply: list[Any] = []
            answer = self._answer(message, buffers, reply)
            try:
                self.wire.send(self.sock, answer, reply)
            except self.wire.WireError:
                self.wire.send(self.sock, {"error": {"fault": "too large"}}, [])

    def _read(self, count: int) -> bytearray:
        data = bytearray(count)
        view, done = memoryview(data), 0
        while done < count:
            got = self.sock.recv_into(view[done:])
            if got == 0:
                raise EOFError
            done += got
        return data

    def _import(self, name: str) -> dict[str, Any] | None:
        path = self.folder / f"{name}.py"
        if not path.exists():
            return {"fault": "missing"}
        output = CappedOutput(self.output_limit)
        module: Any = None
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                module = sys.modules.get(name)  # another module of the hand-in imported it
                if module is None or getattr(module, "__file__", None) != str(path):
                    spec: Any = importlib.util.spec_from_file_location(name, path)
                    module = importlib.util.module_from_spec(spec)
                    sys.modules[name] = module
                    spec.loader.exec_module(module)
                self.functions.update(vars(module))
            except BaseException as error:
                sys.modules.pop(name, None)
                if self.allowed.do_without(error):
                    return self._import(name)
                if isinstance(module, ModuleType):  # what was defined before the error stays
                    self.functions.update(vars(module))
                return self._describe(error)
        return None

    def _answer(self, message: Any, buffers: list[bytearray], reply: list[Any]) -> dict[str, Any]:
        output = CappedOutput(self.output_limit)
        answer: dict[str, Any]
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                answer = self._call(message, buffers, reply)
            except self.wire.WireError:
                reply.clear()
                answer = {"error": {"fault": "too large"}}
            except BaseException as error:
                reply.clear()
                answer = {"error": self._describe(error)}
        return {**answer, "output": output.getvalue()}

    def _call(self, message: Any, buffers: list[bytearray], reply: list[Any]) -> dict[str, Any]:
        def unpack(tree: Any) -> Any:
            return self.wire.unpack(tree, buffers, self.handles.__getitem__)

        name = message["function"]
        if "handle" in message:
            target = getattr(self.handles[message["handle"]], name)
            if not callable(target) or "args" not in message:
                return {"result": self.wire.pack(target, reply, self._opaque)}
        elif name not in self.functions:
            return {"error": {"fault": "undefined"}}
        else:
            target = self.functions[name]
        args, kwargs = unpack(message["args"]), unpack(message["kwargs"])
        before = _snapshot([args, kwargs], {id(kept) for kept in self.handles.values()})
        result = target(*args, **kwargs)
        if message["cached"] and isinstance(result, tuple) and len(result) > 1:
            first = self.wire.pack(result[0], reply, self._opaque)
            rest = [{"x": self._opaque(part)} for part in result[1:]]
            tree = {"t": [first, *rest]}
        else:
            tree = self.wire.pack(result, reply, self._opaque)
        changes = [
            [path, kind, self.wire.pack(value, reply, self._opaque)]
            for path, kind, value in _changes([args, kwargs], before, [])
        ]
        return {"result": tree, "changes": changes}

    def _opaque(self, value: Any) -> list[Any]:
        self.counter += 1
        self.handles[self.counter] = value
        return [self.counter, type(value).__name__[:80]]

    def _describe(self, error: BaseException) -> dict[str, Any]:
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


class OnlyAllowed:
    """Refuses what the hand-in's own files import beyond the library, NumPy and its own modules.

    It puts a machine with much installed and Gradescope's on a par; it protects nothing. A module
    that cannot do without the import gets it again as a placeholder that fails where it is used:
    a forgotten ``import matplotlib`` costs nothing.
    """

    def __init__(self, folder: Path, allowed: list[str]) -> None:
        self.folder = f"{folder}{os.sep}"
        own = {path.stem for path in folder.iterdir()}
        self.known = {"numpy", *allowed, *own, *sys.stdlib_module_names}
        self.missing: set[str] = set()

    def do_without(self, error: BaseException) -> bool:
        """Whether to import once more, with a placeholder for the package that was missing."""
        top = (error.name or "").partition(".")[0] if type(error) is ModuleNotFoundError else ""
        if not top.isidentifier() or top in self.known or top in self.missing:
            return False
        self.missing.add(top)
        return True

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Refuse a module that is not allowed, or stand in for it; leave the rest to others."""
        top = name.partition(".")[0]
        if top in self.missing:
            loader: Any = self
            return importlib.util.spec_from_loader(name, loader, is_package=True)
        frame: Any = sys._getframe(1)
        while top not in self.known and frame is not None:
            if "importlib" not in frame.f_code.co_filename:
                if frame.f_code.co_filename.startswith(self.folder):
                    raise ModuleNotFoundError(f"No module named {name!r}", name=top)
                break
            frame = frame.f_back
        return None

    def create_module(self, spec: Any) -> Any:
        """A module every name of which is a placeholder."""
        module = ModuleType(spec.name)
        top = spec.name.partition(".")[0]

        def get(name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return Placeholder(top)

        vars(module)["__getattr__"] = get
        return module

    def exec_module(self, module: Any) -> None:
        """Nothing to execute."""


class Placeholder:
    """A name of a package that is not here.

    While modules are imported, whatever is done with it gives another one, and as a decorator it
    leaves the function as it is; afterwards it says what is missing.
    """

    importing = True

    def __init__(self, package: str) -> None:
        self.__dict__["package"] = package

    def _use(self, *args: Any, **kwargs: Any) -> Any:
        if not Placeholder.importing:
            package = self.__dict__["package"]
            raise ModuleNotFoundError(f"{package} is not available here", name=package)
        return args[0] if len(args) == 1 and isfunction(args[0]) else self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._use()

    def __iter__(self) -> Any:
        return iter((self._use(),))

    def __mro_entries__(self, bases: Any) -> tuple[()]:
        self._use()
        return ()

    def __bool__(self) -> bool:
        self._use()
        return False

    def __setattr__(self, name: str, value: Any) -> None:
        self._use()

    def __exit__(self, *args: Any) -> None:
        self._use()

    __call__ = __getitem__ = __setitem__ = __delitem__ = __enter__ = _use
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __or__ = __ror__ = _use
    __truediv__ = __rtruediv__ = __matmul__ = __rmatmul__ = __neg__ = __lt__ = __gt__ = _use


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


def _snapshot(value: Any, kept: set[int]) -> Any:
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


def _changes(value: Any, before: Any, path: list[Any]) -> list[tuple[list[Any], str, Any]]:
    """What was changed in place below ``value``: arrays filled, entries set or deleted."""
    _, parts = before
    found: list[tuple[list[Any], str, Any]] = []
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
