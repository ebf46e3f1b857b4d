"""The zygote's lifetime and its requests, seen from the trusted process."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from autograder.assignment import Limits

if TYPE_CHECKING:
    from autograder.sandbox.session import Session

CONTROL = getattr(socket, "SOCK_SEQPACKET", socket.SOCK_DGRAM)
"""One order a message; macOS lacks SOCK_SEQPACKET between processes."""
WORKER = Path(__file__).with_name("worker.py")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SYSTEMROOT")


class Sandbox:
    """A clean process that has NumPy loaded and forks a child for every session."""

    def __init__(self) -> None:
        if not hasattr(os, "fork"):
            raise OSError("grading needs os.fork: run it on Linux, macOS or in WSL")
        ours, theirs = socket.socketpair(socket.AF_UNIX, CONTROL)
        self._control = ours
        self._children = 0
        env = {"PATH": os.defpath, "LANG": "C.UTF-8", "MPLBACKEND": "Agg"}
        env |= dict.fromkeys(THREADS, "1")
        env |= {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", str(WORKER), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=env,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def session(self, folder: Path, modules: list[str], limits: Limits) -> Session:
        """Fork a child that imports ``modules`` from ``folder``."""
        from autograder.sandbox.session import Session  # NumPy loads here and in the zygote at once

        ours, theirs = socket.socketpair()
        order = {"directory": str(folder), "modules": modules, "limits": limits.as_dict()}
        self._children += 1
        number = self._children
        message = json.dumps({"fork": order, "child": number}).encode()
        with theirs:
            socket.send_fds(self._control, [message], [theirs.fileno()])
        return Session(ours, lambda: self._kill(number), lambda: self._end(number), limits)

    def _kill(self, number: int) -> None:
        self._control.sendall(json.dumps({"kill": number}).encode())

    def _end(self, number: int) -> int:
        self._control.sendall(json.dumps({"end": number}).encode())
        return int(json.loads(self._control.recv(4096))["status"])

    def close(self) -> None:
        """End the zygote; it leaves by itself once its socket is closed."""
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
