"""The zygote: has NumPy loaded, knows nothing secret, forks a child for every session.

A child gives up what it can, imports the student's modules and answers calls on its socket until it
is killed. ``__main__.py`` says how this file is executed.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy.random  # noqa: F401  (here once, not in every child that draws)

from . import leftovers, wire
from .answers import Student
from .confine import Confinement
from .order import BROKEN, Order

PR_SET_CHILD_SUBREAPER = 36
FORK_ATTEMPTS = 20


def run_zygote() -> None:
    """Serve on the socket that the command line names; the names after it are left out."""
    _hide_the_framework()
    descriptor, *without = sys.argv[1:]
    sys.argv[:] = [""]  # a hand-in that parses its command line finds none
    Zygote(socket.socket(fileno=int(descriptor)), without).serve()


class Zygote:
    """Carries out the grader's requests, one after the other.

    ``fork`` begins a child, ``kill`` ends one, ``end`` ends one and reports how it ended,
    ``settle`` reports that what was requested before is done.
    """

    def __init__(self, control: socket.socket, without: Sequence[str]) -> None:
        self.control = control
        self.confinement = Confinement(without)
        self.confinement.prepare()
        self.children: dict[int, tuple[int, Order]] = {}
        """the grader's number of a child -> its pid and its order"""
        with contextlib.suppress(AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def serve(self) -> None:
        """Carry out requests until the grader hangs up."""
        gc.freeze()  # what is loaded now is shared by all children, not collected in each
        gc.enable()
        while True:
            message, fds, _, _ = socket.recv_fds(self.control, 65536, 1)
            if not message:
                for number in list(self.children):
                    self._end(number)
                os._exit(0)  # nothing to finalise, and the grader waits
            request = json.loads(message)
            if "fork" in request:
                self._fork(request["child"], Order.from_json(request["fork"]), fds[0])
            elif "kill" in request:
                self._end(request["kill"])
            elif "end" in request:
                self._report(self._end(request["end"]))
            else:  # settle
                self._report(None)

    def _report(self, status: int | None) -> None:
        self.control.sendall(json.dumps({"status": status}).encode())

    def _fork(self, number: int, order: Order, fd: int) -> None:
        pid = _fork()
        if pid == 0:
            self.control.close()
            self.children.clear()
            _child(socket.SocketType(fileno=fd), order, self.confinement)
        os.close(fd)
        if pid is not None:
            self.children[number] = pid, order

    def _end(self, number: int) -> int | None:
        """End a child and all it started and left; its status, None where there was none."""
        if number not in self.children:
            return None
        pid, order = self.children.pop(number)
        done, status = os.waitpid(pid, os.WNOHANG)
        for kill in (os.killpg, os.kill) if done == 0 else (os.killpg,):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        if done == 0:
            _, status = os.waitpid(pid, 0)
        self._end_orphans()
        try:
            Path(order.scratch).rmdir()
        except OSError:  # what it left there would be for the next process to find
            leftovers.remove(order.scratch)
        if order.user is not None and self.confinement.leaves_files:
            leftovers.sweep(order.user)
        return status

    def _end_orphans(self) -> None:
        """Kill what a child started in sessions of its own: orphans of its come to this process."""
        keeper = self.confinement.keeper or os.getpid()
        ours = {keeper, *(pid for pid, _ in self.children.values())}
        while True:
            found: list[str] = []
            for pid in {os.getpid(), keeper}:
                with contextlib.suppress(OSError):
                    found += Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            orphans = [int(pid) for pid in found if int(pid) not in ours]
            if not orphans:
                return
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError, ChildProcessError):
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)


def _fork() -> int | None:
    for _ in range(FORK_ATTEMPTS):
        try:
            return os.fork()
        except OSError:  # too many processes for a moment
            time.sleep(0.05)
    return None


def _child(sock: socket.SocketType, order: Order, confinement: Confinement) -> None:
    try:
        wire.send(sock, {"protections": confinement.put_on(order, sock.fileno())}, [])
        Student(sock, order).serve()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)
    finally:
        os._exit(BROKEN)


def _hide_the_framework() -> None:
    """Keep only the interpreter's own folders importable."""
    roots = {sys.prefix, sys.base_prefix}
    sys.path[:] = [p for p in sys.path if p and any(Path(p).is_relative_to(r) for r in roots)]
    sys.meta_path[:] = [f for f in sys.meta_path if "editable" not in repr(f).lower()]
