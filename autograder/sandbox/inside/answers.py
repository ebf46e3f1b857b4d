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
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from . import cells, modules, wire
from .objects import Message, Objects, Reply
from .order import Order
from .packages import OnlyAllowed, Placeholder
from .wire import Json, Request

if TYPE_CHECKING:
    from .wire import Array


class Student:
    """The student's modules and the answers to the grader's calls."""

    def __init__(self, sock: socket.socket, order: Order) -> None:
        self.sock, self.order = sock, order
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
        errors = {name: {"error": self._import(name)} for name in self.order.modules}
        Placeholder.importing = False
        report = {
            "modules": errors,
            "missing": sorted(self.allowed.missing),
            "values": self.objects.values(),
        }
        wire.send(self.sock, report, [])
        while True:
            self._carry_out(*self._received())

    def _ask(
        self, message: Mapping[str, Json], buffers: list[Array]
    ) -> tuple[Message, list[bytearray]]:
        """Let the grader call a function of the test; what it asks meanwhile is carried out."""
        wire.send(self.sock, message, buffers)
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
            sys.stdout = sys.stderr = self.output
            self.objects.free(message["free"])
            return
        reply: list[Array] = []
        if message.get("peak"):
            answer: Reply = {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
        else:
            answer = self._answer(cast(Request, message), buffers, reply)
        try:
            wire.send(self.sock, answer, reply)
        except wire.WireError:
            wire.send(self.sock, {"error": {"fault": "too large"}}, [])

    def _read(self, count: int) -> bytes:
        data = self._ahead
        while len(data) < count:
            more = self.sock.recv(max(wire.AT_ONCE, count - len(data)))
            if not more:
                raise EOFError
            data = data + more if data else more
        self._ahead = data[count:]
        return data[:count]

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
                self.objects.names.update(vars(module))
            except BaseException as error:
                sys.modules.pop(name, None)
                if self.allowed.do_without(error):
                    return self._import(name)
                if isinstance(module, ModuleType):  # what was defined before the error stays
                    self.objects.names.update(vars(module))
                return self.objects.describe(error)
        return None

    def _answer(self, request: Request, buffers: list[bytearray], reply: list[Array]) -> Reply:
        sys.stdout = sys.stderr = output = self.output
        answer: Reply
        try:
            answer = self.objects.operate(request, buffers, reply)
        except BaseException as error:
            reply.clear()
            answer = {"error": self.objects.describe(error)}
        answer["output"] = output.getvalue()
        if answer["output"] or output.closed:
            self.output = CappedOutput(self.order.output_characters)
        return answer


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
