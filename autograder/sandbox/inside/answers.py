"""The student's modules in the sandbox: imported, asked, and their answers sent.

Executed outside the package; knows nothing secret. Whatever it says is hostile to the grader.
"""

from __future__ import annotations

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

PIECE = 2**16
"""Bytes that are read at a time where there is no memory for all of them."""


class Student:
    """The student's modules and the answers to the grader's calls."""

    def __init__(self, sock: socket.SocketType, order: Order) -> None:
        self.order = order
        self._send_all, self._receive_into = sock.sendall, sock.recv_into  # C's, nobody else's
        self.folder = Path(order.directory)
        self.objects = Objects(self.folder, self._ask)
        sys.path.append(str(self.folder))  # last: nothing shipped replaces a library
        cells.install_shell(self.folder)
        self.allowed = OnlyAllowed(self.folder, order.imports)
        sys.meta_path.insert(0, self.allowed)
        self.packages: dict[str, Reply] = {}
        """the error of each package whose own file failed"""

    def serve(self) -> None:
        """Import the modules, report, then answer until the grader hangs up."""
        files = {name: modules.file_of(name, self.folder) for name in self.order.modules}
        paths = {name: str(path) if path.exists() else None for name, path in files.items()}
        errors = {name: {"error": self._import(name, path)} for name, path in paths.items()}
        Placeholder.importing = False
        report = {
            "modules": errors,
            "packages": self.packages,
            "missing": sorted(self.allowed.missing),
            "values": self.objects.values(),
        }
        self._send(report, [])
        while True:
            try:
                message, buffers = self._received()
            except MemoryError as error:
                self._send({"error": self._described(error)}, [])
                continue
            try:
                self._carry_out(message, buffers)
            except (EOFError, OSError):  # the grader has gone
                raise
            except BaseException as error:  # not of the student's code, but of what is around it
                self._send({"error": self._described(error)}, [])

    def _send(self, message: Mapping[str, object], buffers: list[Array]) -> None:
        self._send_all(wire.frame(message, buffers, self.order.message_mb))

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
        message, buffers = wire.receive(self._read, self.order.message_mb)
        return cast(Message, message), buffers  # the grader can be trusted

    def _carry_out(self, message: Message, buffers: list[bytearray]) -> None:
        """Answer one request; an order to forget has no answer."""
        if "free" in message:
            self.objects.free(message["free"])
            return
        reply: list[Array] = []
        if message.get("peak"):
            answer: Reply = {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
        else:
            answer = self._answer(cast(Request, message), buffers, reply)
        try:
            self._send(answer, reply)
        except (wire.WireError, MemoryError) as error:  # before anything was sent
            reply.clear()
            self._send({"error": self._described(error)}, [])

    def _read(self, count: int) -> bytearray:
        """The next ``count`` bytes; after a ``MemoryError`` they are read too, and gone."""
        try:
            data = bytearray(count)
        except MemoryError:
            for start in range(0, count, PIECE):
                self._read(min(PIECE, count - start))
            raise
        view, done = memoryview(data), 0
        while done < count:
            got = self._receive_into(view[done:])
            if got == 0:
                raise EOFError
            done += got
        return data

    def _import(self, name: str, path: str | None) -> Reply | None:
        if path is None:
            return {"fault": "missing"}
        module: Any = None
        with CappedOutput(self.order.output_characters):
            try:
                failed = modules.make_packages(name, self.folder, self.allowed.do_without)
                self.packages |= {n: self.objects.describe(e) for n, e in failed.items()}
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
        answer: Reply
        with CappedOutput(self.order.output_characters) as output:
            try:
                answer = self.objects.operate(request, buffers, reply)
            except BaseException as error:
                reply.clear()
                answer = {"error": self._described(error)}
        return {**answer, "output": output.getvalue()}


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
