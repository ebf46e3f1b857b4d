"""The student's modules in the sandbox: imported, asked, and their answers sent.

Executed outside the package; knows nothing secret. Whatever it says is hostile to the grader.
"""

from __future__ import annotations

import contextlib
import io
import resource
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, cast

from . import cells, modules, originals, wire
from .objects import Message, Objects, Reply
from .order import Order
from .packages import OnlyAllowed, Placeholder
from .wire import Json, Request

if TYPE_CHECKING:
    from .wire import Array


class Student:
    """The student's modules and the answers to the grader's calls."""

    def __init__(self, sock: socket.SocketType, order: Order) -> None:
        self.order = order
        self._send_all, self._receive = sock.sendall, sock.recv  # C's, nobody else's
        self.folder = Path(order.directory)
        self.objects = Objects(self.folder, self._ask)
        self.output = CappedOutput(order.output_characters)
        """what is printed until the next answer"""
        self._ahead = b""
        """what was read beyond a frame"""
        sys.path.append(str(self.folder))  # last: nothing shipped replaces a library
        cells.install_shell(self.folder)
        self.allowed = OnlyAllowed(self.folder, order.imports)
        sys.meta_path.insert(0, self.allowed)

    def serve(self) -> None:
        """Import the modules, report, then answer until the grader hangs up."""
        files = {name: modules.file_of(name, self.folder) for name in self.order.modules}
        paths = {name: str(path) if path.exists() else None for name, path in files.items()}
        errors = {name: {"error": self._import(name, path)} for name, path in paths.items()}
        Placeholder.importing = False
        report = {
            "modules": errors,
            "missing": sorted(self.allowed.missing),
            "values": self.objects.values(),
        }
        self._send(report, [])
        while True:
            message, buffers = self._received()
            try:
                self._carry_out(message, buffers)
            except (EOFError, OSError):  # the grader has gone
                raise
            except BaseException as error:  # not of the student's code, but of what is around it
                self._send({"error": self._described(error)}, [])

    def _send(self, message: Mapping[str, object], buffers: list[Array]) -> None:
        self._send_all(wire.frame(message, buffers))

    def _described(self, error: BaseException) -> Reply:
        """An exception, and what the hand-in replaced of Python and NumPy."""
        return {**self.objects.describe(error), "replaced": originals.replaced()}

    def _ask(
        self, message: Mapping[str, Json], buffers: list[Array]
    ) -> tuple[Message, list[bytearray]]:
        """Let the grader call a function of the test; what it asks meanwhile is carried out."""
        self._send(message, buffers)
        while True:
            answer, data = self._received()
            if "answer" in answer or "raised" in answer:
                return answer, data
            self._carry_out(answer, data)

    def _received(self) -> tuple[Message, list[bytearray]]:
        message, buffers = wire.receive(self._read)
        return cast(Message, message), buffers  # the grader can be trusted

    def _carry_out(self, message: Message, buffers: list[bytearray]) -> None:
        """Answer one request; an order to forget has no answer."""
        if "free" in message:
            vars(sys).update(stdout=self.output, stderr=self.output)
            with contextlib.suppress(BaseException):  # nobody waits for an answer
                self.objects.free(message["free"])
            return
        reply: list[Array] = []
        if message.get("peak"):
            answer: Reply = {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
        else:
            answer = self._answer(cast(Request, message), buffers, reply)
        try:
            self._send(answer, reply)
        except wire.WireError:
            self._send({"error": {"fault": "too large"}}, [])

    def _read(self, count: int) -> bytes:
        data: bytes | bytearray = self._ahead
        while len(data) < count:
            more = self._receive(max(wire.AT_ONCE, count - len(data)))
            if not more:
                raise EOFError
            data = wire.joined(data, more)
        self._ahead = bytes(data[count:])
        return bytes(data[:count])

    def _import(self, name: str, path: str | None) -> Reply | None:
        if path is None:
            return {"fault": "missing"}
        module: Any = None
        with CappedOutput(self.order.output_characters):
            try:
                modules.make_packages(name, self.folder)
                module = modules.already_imported(name, path)
                if module is None:
                    module = modules.entered(name, path)
                    modules.execute(module)
                self.objects.names.update(vars(module))
            except BaseException as error:
                sys.modules.pop(name, None)
                if self.allowed.do_without(error):
                    return self._import(name, path)
                if isinstance(module, ModuleType):  # what was defined before the error stays
                    self.objects.names.update(vars(module))
                return self._described(error)
        return None

    def _answer(self, request: Request, buffers: list[bytearray], reply: list[Array]) -> Reply:
        output = self.output
        vars(sys).update(stdout=output, stderr=output)
        answer: Reply
        try:
            answer = self.objects.operate(request, buffers, reply)
        except BaseException as error:
            reply.clear()
            answer = {"error": self._described(error)}
        answer["output"] = output.getvalue()
        if answer["output"]:
            self.output = CappedOutput(self.order.output_characters)
        return answer


class CappedOutput(io.StringIO):
    """Collects what is printed within its ``with`` block, up to ``limit`` characters."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, text: str) -> int:
        """Keep what still fits."""
        room = self.limit - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)

    def close(self) -> None:
        """Stay open: what the student's code does to its output costs it nothing."""

    def __enter__(self) -> CappedOutput:
        self._before = {name: vars(sys).get(name) for name in ("stdout", "stderr")}
        vars(sys).update(stdout=self, stderr=self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        vars(sys).update(self._before)
