"""The workers of a Dask cluster grade hand-ins, each in a sandbox on its own machine."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import Any

from distributed import Client, TimeoutError, WorkerPlugin, get_worker

from autograder.assignment.bundle import open_bundle
from autograder.assignment.provenance import framework
from autograder.assignment.settings import Assignment
from autograder.classroom.worker import Worker
from autograder.errors import AssignmentError
from autograder.grading.remembered import Memory
from autograder.sandbox.process import Sandbox

HAND_INS_PER_TASK = 100
"""Hand-ins that a task grades, which takes some seconds. The scheduler keeps some 1 kB of each task
for good, so fewer tasks are better than many."""
RETRY = 0.1
"""How long to wait before a job is offered again that a worker died of, in seconds."""
SECONDS = 30
"""How long to wait for the scheduler, and for its first worker, in seconds."""
NEEDED = "seccomp"
"""The protection that keeps a hand-in from the network, where the scheduler listens."""
_one_at_a_time = threading.Lock()
"""Keeps a process of Dask's to one hand-in, however many threads it was given: hand-ins that one
process grades run as the same users, and could reach each other."""


class GradingPlugin(WorkerPlugin):  # type: ignore[misc]
    """Makes every Dask worker, also one that comes later, grade with the same bundle.

    On each of them it holds the ``Worker`` that does the jobs.
    """

    name = "nn-autograder"

    def __init__(self, bundle: bytes) -> None:
        self.bundle = bundle

    def setup(self, worker: Any) -> None:
        """Open the bundle and start a sandbox."""
        self.open = contextlib.ExitStack()
        scratch = Path(self.open.enter_context(tempfile.TemporaryDirectory(prefix="class-")))
        scratch.chmod(0o711)
        path = scratch / "bundle.zip"
        path.write_bytes(self.bundle)
        sandbox = self.open.enter_context(Sandbox())
        rubric = self.open.enter_context(open_bundle(path))
        if NEEDED not in _protections(sandbox, rubric.assignment, scratch):
            self.open.close()
            raise RuntimeError(f"no {NEEDED} on this machine: a hand-in could reach the scheduler")
        self.worker = Worker(rubric, sandbox, scratch, Memory())

    def teardown(self, worker: Any) -> None:
        """End the sandbox."""
        self.open.close()


def _protections(sandbox: Sandbox, assignment: Assignment, scratch: Path) -> list[str]:
    """The protections in force around a hand-in without files."""
    with tempfile.TemporaryDirectory(dir=scratch) as made:
        folder = Path(made, "hand-in")
        folder.mkdir()
        sandbox.share(folder)
        session = sandbox.session(folder, assignment)
        session.imported()
        session.close()
        sandbox.settle()
        return session.protections


class Cluster:
    """A pool of Dask workers. Use one thread a worker: a worker grades one hand-in at a time."""

    remote = True
    items_per_job = HAND_INS_PER_TASK

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def size(self) -> int:
        """How many workers there are now."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin a job; Dask gives it to another worker where one dies.

        The arguments go to a worker's memory: of those within a task, the scheduler keeps the last
        thousand for each worker. If it is that worker that dies, the job is broken.
        """
        done: Future[Any] = Future()
        try:
            task = self._client.submit(_do, work, self._sent(arguments), pure=False)
            task.add_done_callback(lambda task: self._end(task, done))
        except OSError:
            _cancel(done)
        return done

    def _sent(self, arguments: tuple[Any, ...]) -> Any:
        """What a worker holds, as soon as there is one; ``OSError`` without a scheduler."""
        until = time.monotonic() + SECONDS
        while True:
            try:
                return self._client.scatter([arguments], hash=False)[0]
            except TimeoutError:  # no worker now
                pass
            except OSError:  # the worker died while it took them, or the scheduler is gone
                if self._client.status != "running" or time.monotonic() > until:
                    raise
                time.sleep(RETRY)

    def _end(self, task: Any, done: Future[Any]) -> None:
        """Hand what became of a task to ``done``."""
        if task.status == "finished":
            try:
                done.set_result(task.result(timeout=SECONDS))
            except Exception as error:  # the worker that has it may be gone by now
                done.set_exception(BrokenExecutor(f"{type(error).__name__}: {error}"))
        elif task.status == "error":
            done.set_exception(task.exception(timeout=SECONDS))
        elif self._client.status == "running":
            done.set_exception(BrokenExecutor("the worker that had it is gone"))
        else:
            _cancel(done)


@contextlib.contextmanager
def cluster_at(address: str, bundle: Path) -> Iterator[Cluster]:
    """The Dask cluster at ``address``, whose workers grade with ``bundle``.

    ``AssignmentError`` where there is none, or its workers grade with something else than this
    process does or have no sandbox.
    """
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise _none_at(address, error) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError as error:
            raise _none_at(address, error) from None
        for worker, found in client.run(framework).items():
            if found != framework():
                raise AssignmentError(f"{worker} grades with {found}; here is {framework()}")
        try:
            client.register_plugin(GradingPlugin(bundle.read_bytes()))
        except Exception as error:
            raise AssignmentError(
                f"--scheduler {address}: a worker cannot grade: {type(error).__name__}: {error}"
            ) from None
        try:
            yield Cluster(client)
        finally:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                client.unregister_worker_plugin(GradingPlugin.name)


def _cancel(done: Future[Any]) -> None:
    """End a job of which nobody will hear again."""
    done.cancel()
    done.set_running_or_notify_cancel()


def _none_at(address: str, error: Exception) -> AssignmentError:
    return AssignmentError(f"--scheduler {address}: no Dask cluster with a worker there ({error})")


def _do(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Do a job on a Dask worker."""
    with _one_at_a_time:
        return work(get_worker().plugins[GradingPlugin.name].worker, *arguments)
