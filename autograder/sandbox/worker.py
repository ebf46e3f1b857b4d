"""The zygote and its children. Executed by path in a clean interpreter; knows nothing secret.

The zygote has NumPy loaded and forks a child for every session. A child gives up what it can,
imports the student's modules and answers calls on its socket until it is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib.util
import io
import json
import os
import resource
import signal
import socket
import sys
import sysconfig
import traceback
from pathlib import Path
from typing import Any

import numpy as np

_spec = importlib.util.spec_from_file_location("_wire", Path(__file__).with_name("wire.py"))
assert _spec is not None and _spec.loader is not None
wire: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(wire)

LIBC = ctypes.CDLL(None)
NOBODY = 65534
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
MAX_TEXT = 2000


def zygote(control: socket.socket) -> None:
    """Fork a child for every ``fork`` order; kill one for ``kill``, and report it for ``end``."""
    gc.freeze()  # what is loaded now is shared by all children, not collected in each
    unprivileged = os.geteuid() == 0 and _readable_by_others()
    children: dict[int, int] = {}  # the grader's number of a child -> its pid
    while True:
        request, fds, _, _ = socket.recv_fds(control, 65536, 1)
        if not request:
            os._exit(0)  # nothing to finalise, and the grader waits
        order = json.loads(request)
        if "kill" in order:
            _end(children.pop(order["kill"]))
        elif "end" in order:
            control.sendall(json.dumps({"status": _end(children.pop(order["end"]))}).encode())
        else:
            pid = os.fork()
            if pid == 0:
                control.close()
                _child(socket.socket(fileno=fds[0]), order["fork"], unprivileged)
            os.close(fds[0])
            children[order["child"]] = pid


def _end(pid: int) -> int:
    done, status = os.waitpid(pid, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if done == 0:
        _, status = os.waitpid(pid, 0)
    return status


def _child(sock: socket.socket, order: dict[str, Any], unprivileged: bool) -> None:
    status = 1
    try:
        layers = _confine(order["limits"], unprivileged)
        os.chdir(order["directory"])
        Student(sock, order).serve(layers)
        status = 0
    except (EOFError, BrokenPipeError, ConnectionResetError):
        status = 0
    finally:
        os._exit(status)


def _confine(limits: dict[str, Any], unprivileged: bool) -> list[str]:
    """Give up what can be given up; returns the names of the layers in force."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for fd in range(3):
        os.dup2(null, fd)
    layers = ["process", "rlimits"]
    if unprivileged:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        layers.append("uid")
    with contextlib.suppress(AttributeError, OSError):
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            layers.append("no_new_privs")
    _limit(resource.RLIMIT_AS, _address_space() + limits["memory_mb"] * 2**20)
    _limit(resource.RLIMIT_FSIZE, 16 * 2**20)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_CORE, 0)
    if unprivileged:
        _limit(resource.RLIMIT_NPROC, 0)
    return layers


def _limit(what: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (value, value))


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 2**32


def _readable_by_others() -> bool:
    """Whether another user may reach this interpreter and NumPy."""
    for path in {sys.prefix, sys.base_prefix, str(Path(np.__file__).parent)}:
        for folder in (Path(path), *Path(path).parents):
            if not folder.stat().st_mode & 0o001:
                return False
    return True


class Student:
    """The student's modules and the answers to the grader's calls."""

    def __init__(self, sock: socket.socket, order: dict[str, Any]) -> None:
        self.sock = sock
        self.folder = Path(order["directory"])
        self.names: list[str] = order["modules"]
        self.output_limit = order["limits"]["output_kb"] * 1024
        self.functions: dict[str, Any] = {}
        self.handles: dict[int, Any] = {}
        self.counter = 0

    def serve(self, layers: list[str]) -> None:
        """Import the modules, report, then answer until the grader hangs up."""
        sys.path.append(str(self.folder))
        wire.send(self.sock, {"layers": layers, "modules": self._import_all()}, [])
        while True:
            message, buffers = wire.receive(self._read)
            for number in message.get("free", ()):
                self.handles.pop(number, None)
            reply: list[Any] = []
            answer = self._answer(message, buffers, reply)
            try:
                wire.send(self.sock, answer, reply)
            except wire.WireError:
                wire.send(self.sock, {"error": {"type": "too large", "text": ""}}, [])

    def _read(self, count: int) -> bytearray:
        data = bytearray(count)
        view, done = memoryview(data), 0
        while done < count:
            got = self.sock.recv_into(view[done:])
            if got == 0:
                raise EOFError
            done += got
        return data

    def _import_all(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in self.names:
            output = CappedOutput(self.output_limit)
            path = self.folder / f"{name}.py"
            if not path.exists():
                found[name] = {"error": {"type": "missing", "text": ""}}
                continue
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
                try:
                    spec = importlib.util.spec_from_file_location(name, path)
                    assert spec is not None and spec.loader is not None
                    module = importlib.util.module_from_spec(spec)
                    sys.modules[name] = module
                    spec.loader.exec_module(module)
                    self.functions.update(vars(module))
                    found[name] = {"error": None}
                except BaseException as error:
                    found[name] = {"error": self._describe(error)}
        return found

    def _answer(self, message: Any, buffers: list[bytearray], reply: list[Any]) -> dict[str, Any]:
        output = CappedOutput(self.output_limit)
        answer: dict[str, Any]
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            try:
                answer = self._call(message, buffers, reply)
            except BaseException as error:
                reply.clear()
                answer = {"error": self._describe(error)}
        return {**answer, "output": output.getvalue()}

    def _call(self, message: Any, buffers: list[bytearray], reply: list[Any]) -> dict[str, Any]:
        def unpack(tree: Any) -> Any:
            return wire.unpack(tree, buffers, self.handles.__getitem__)

        name = message["function"]
        if "handle" in message:
            target = getattr(self.handles[message["handle"]], name)
            if not callable(target) or "args" not in message:
                return {"result": wire.pack(target, reply, self._opaque)}
        elif name not in self.functions:
            return {"error": {"type": "undefined", "text": ""}}
        else:
            target = self.functions[name]
        args, kwargs = unpack(message["args"]), unpack(message["kwargs"])
        before = _snapshot([args, kwargs])
        result = target(*args, **kwargs)
        if message["cached"] and type(result) is tuple and len(result) > 1:
            first = wire.pack(result[0], reply, self._opaque)
            rest = [{"x": self._opaque(part)} for part in result[1:]]
            tree = {"t": [first, *rest]}
        else:
            tree = wire.pack(result, reply, self._opaque)
        changes = [
            [path, kind, wire.pack(value, reply, self._opaque)]
            for path, kind, value in _changes([args, kwargs], before, [])
        ]
        return {"result": tree, "changes": changes}

    def _opaque(self, value: Any) -> list[Any]:
        self.counter += 1
        self.handles[self.counter] = value
        return [self.counter, type(value).__name__[:80]]

    def _describe(self, error: BaseException) -> dict[str, Any]:
        try:
            text = str(error)[:MAX_TEXT]
        except BaseException:
            text = ""
        place: dict[str, Any] = {}
        for frame in traceback.extract_tb(error.__traceback__):
            if Path(frame.filename).is_relative_to(self.folder):
                place = {"file": Path(frame.filename).name, "line": frame.lineno}
        if isinstance(error, SyntaxError) and error.filename:
            place = {"file": Path(error.filename).name, "line": error.lineno}
            text = str(error.msg)[:MAX_TEXT]
        return {"type": type(error).__name__[:80], "text": text, **place}


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


def _snapshot(value: Any) -> Any:
    """A copy to compare with later: (the object itself, its parts or its values)."""
    if type(value) is np.ndarray:
        return value, value.copy()
    if type(value) is dict:
        return value, {k: _snapshot(v) for k, v in value.items()}
    if type(value) in (list, tuple):
        return value, [_snapshot(v) for v in value]
    return value, None


def _changes(value: Any, before: Any, path: list[Any]) -> list[tuple[list[Any], str, Any]]:
    """What was changed in place below ``value``: arrays filled, entries set or deleted."""
    _, parts = before
    found: list[tuple[list[Any], str, Any]] = []
    if type(value) is np.ndarray:
        if value.shape == parts.shape and value.tobytes() != parts.tobytes():
            found.append((path, "fill", value))
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


def _hide_the_framework() -> None:
    """Keep only the interpreter's own folders importable."""
    roots = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    sys.path[:] = [p for p in sys.path if p and any(Path(p).is_relative_to(r) for r in roots)]
    sys.meta_path[:] = [f for f in sys.meta_path if "editable" not in repr(f).lower()]


if __name__ == "__main__":
    _hide_the_framework()
    zygote(socket.socket(fileno=int(sys.argv[1])))
