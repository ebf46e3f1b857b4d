"""The zygote's lifetime and its requests, seen from the trusted process."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from autograder.errors import SandboxError
from autograder.sandbox.inside.order import Order

if TYPE_CHECKING:
    from autograder.assignment.settings import Assignment
    from autograder.sandbox.session import Session

CONTROL = getattr(socket, "SOCK_SEQPACKET", socket.SOCK_DGRAM)
"""One order a message; macOS lacks SOCK_SEQPACKET between processes."""
ZYGOTE = Path(__file__).parent / "inside" / "__main__.py"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SYSTEMROOT")
FILES = "files"
"""The folder of data files beside a hand-in's modules."""
FIRST_USER, GRADERS, USERS = 20_000, 600, 64
"""Every grader takes a block of ``USERS`` user ids, by its pid: nobody's, and below 65,536, since
containers often know no others."""


class Sandbox:
    """A clean process that has NumPy loaded and forks a child for every session.

    ``without`` names protections to leave out (uid, namespaces, landlock, seccomp), as on a machine
    that has none of these.
    """

    def __init__(self, without: Iterable[str] = ()) -> None:
        if not hasattr(os, "fork"):
            raise OSError("grading needs os.fork: run it on Linux, macOS or in WSL")
        self._without = tuple(without)
        self._children = 0
        self._first_user = FIRST_USER + os.getpid() % GRADERS * USERS
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, CONTROL)
        self._control = ours
        env = {"PATH": os.defpath, "LANG": "C.UTF-8", "MPLBACKEND": "Agg"}
        env |= dict.fromkeys(THREADS, "1")
        env |= {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", str(ZYGOTE), str(theirs.fileno()), *self._without],
                pass_fds=[theirs.fileno()],
                env=env,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the grader
            )

    def session(self, folder: Path, assignment: Assignment, beside: Iterable[str] = ()) -> Session:
        """Fork a child that imports the assignment's modules, then others ``beside`` them.

        All of them lie in ``folder``. The child's scratch folder lies beside it and goes with it.
        """
        from autograder.sandbox.session import Session  # NumPy loads here and in the zygote at once

        self._children += 1
        number = self._children
        user, group = self._ids(number)
        order = Order(
            directory=str(folder),
            scratch=_scratch(folder, user),
            user=user,
            group=group,
            modules=(*assignment.imported, *beside),
            imports=tuple(assignment.imports),
            import_seconds=assignment.limits.import_seconds,
            total_seconds=assignment.limits.total_seconds,
            memory_mb=assignment.limits.memory_mb,
            output_kb=assignment.limits.output_kb,
            file_mb=assignment.limits.file_mb,
        )
        ours, theirs = socket.socketpair()
        message = json.dumps({"fork": order.to_json(), "child": number}).encode()
        with theirs:
            try:
                socket.send_fds(self._control, [message], [theirs.fileno()])
            except OSError as error:
                raise SandboxError(f"the zygote is gone ({error})") from None
        kill, end = (lambda: self._kill(number)), (lambda: self._end(number))
        return Session(ours, kill, end, order, assignment.forward_values)

    def share(self, folder: Path) -> None:
        """Let the children read ``folder``, and nobody else; they can change nothing in it."""
        group = self._give([folder, *folder.rglob("*")])
        if group is not None:
            folder.parent.chmod(0o711)

    def lend(self, folder: Path, name: str, data: bytes) -> str:
        """A file in the shared ``folder`` that the children can read; returns its path."""
        path = folder / "given" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        self._give([path.parent, path])
        return str(path)

    def _give(self, paths: Iterable[Path]) -> int | None:
        """Let the children's group read ``paths``; returns the group."""
        _, group = self._ids(0)
        for path in paths:
            if group is not None:
                os.chown(path, -1, group)
            path.chmod(0o750 if path.is_dir() else 0o640)
        return group

    def _ids(self, number: int) -> tuple[int | None, int | None]:
        """The user of a child and the group of all of them; None where users cannot be changed.

        Children take the ids of the block in turn, so that one which ended shares its id with one
        that begins 63 children later. Those that are alive at once are all of one hand-in, one for
        each of its question groups: even if there were as many, none could harm another hand-in.
        """
        if os.name != "posix" or os.geteuid() != 0:
            return None, None
        return self._first_user + 1 + number % (USERS - 1), self._first_user

    def _kill(self, number: int) -> None:
        self._request("kill", number)

    def _end(self, number: int) -> int | None:
        self._request("end", number)
        return self._answer()

    def _answer(self) -> int | None:
        """The status that the zygote reports, once it has done all that was requested before."""
        try:
            answer = self._control.recv(4096)
        except OSError:
            answer = b""
        if not answer:
            raise SandboxError("the zygote is gone")
        status: int | None = json.loads(answer)["status"]
        return status

    def _request(self, what: str, number: int | None = None) -> None:
        try:
            self._control.sendall(json.dumps({what: number}).encode())
        except OSError as error:
            raise SandboxError(f"the zygote is gone ({error})") from None

    @contextlib.contextmanager
    def on_one_core(self) -> Iterator[None]:
        """Keep this process, the zygote and its children on the core where this one runs now.

        They take turns, and to wake a process on another core costs more than most calls: some
        0.05 ms each way.
        """
        if not hasattr(os, "sched_setaffinity"):
            yield
            return
        before = os.sched_getaffinity(0)
        runs_on = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[36])
        try:
            for pid in (0, self._process.pid):
                os.sched_setaffinity(pid, {runs_on})
            yield
        finally:
            for pid in (0, self._process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.sched_setaffinity(pid, before)

    def settle(self) -> None:
        """Wait until all requests are carried out: nothing of a closed session is left then."""
        self._request("settle")
        self._answer()

    def restart(self) -> None:
        """Begin with a new zygote, for what is graded next."""
        self.close()
        self._start()

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


def _scratch(folder: Path, user: int | None) -> str:
    """A folder beside the hand-in's for its child to work in; data files are found from there."""
    made = tempfile.mkdtemp(prefix="scratch-", dir=folder.parent)
    if (folder / FILES).is_dir():
        Path(made, FILES).symlink_to(folder / FILES)
    if user is not None:
        shutil.chown(made, user)
    return made
