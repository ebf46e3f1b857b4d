"""Gradings on the workers of a Dask cluster, each in the sandbox of its own machine."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any

from distributed import Client, WorkerPlugin

from autograder.assignment import Assignment
from autograder.bundle import opened_bundle
from autograder.errors import AssignmentError
from autograder.grader import Grader, serve
from autograder.provenance import framework
from autograder.sandbox.process import Sandbox

SECONDS = 30
"""To wait for the scheduler, and for its first worker."""
NEEDED = "seccomp"
"""The layer that keeps a hand-in from the network, where the scheduler listens."""
_one_at_a_time = threading.Lock()


class Graders(WorkerPlugin):  # type: ignore[misc]
    """Makes every worker, also one that comes later, grade with the same bundle."""

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
        rubric = self.open.enter_context(opened_bundle(path))
        if NEEDED not in _layers(sandbox, rubric.assignment, scratch):
            self.open.close()
            raise RuntimeError(f"no {NEEDED} on this machine: a hand-in could reach the scheduler")
        serve(Grader(rubric, sandbox, scratch))

    def teardown(self, worker: Any) -> None:
        """End the sandbox."""
        self.open.close()


def _layers(sandbox: Sandbox, assignment: Assignment, scratch: Path) -> list[str]:
    """The layers in force around a hand-in without files."""
    with tempfile.TemporaryDirectory(dir=scratch) as made:
        folder = Path(made, "hand-in")
        folder.mkdir()
        sandbox.share(folder)
        session = sandbox.session(folder, assignment)
        session.imported()
        session.close()
        sandbox.settle()
        return session.layers


class Cluster:
    """A crew of Dask workers. Use one thread a worker: a worker grades one hand-in at a time."""

    remote = True

    def __init__(self, address: str, bundle: Path) -> None:
        try:
            self._client = Client(address, timeout=SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, timeout=SECONDS)
        except (OSError, ValueError, TimeoutError) as error:
            raise AssignmentError(
                f"--scheduler {address}: no Dask cluster with a worker there ({error})"
            ) from None
        try:
            theirs = self._client.run(framework)
            self._client.register_plugin(Graders(bundle.read_bytes()))
        except Exception as error:
            self._client.close()
            raise AssignmentError(
                f"--scheduler {address}: a worker cannot grade: {type(error).__name__}: {error}"
            ) from None
        for worker, found in theirs.items():
            if found != framework():
                self._client.close()
                raise AssignmentError(f"{worker} grades with {found}; here is {framework()}")
        self._jobs = self._client.get_executor(pure=False)

    @property
    def size(self) -> int:
        """How many workers there are now."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin a job; Dask gives it to another worker where one dies."""
        done: Future[Any] = self._jobs.submit(_alone, work, *arguments)
        return done

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._client.unregister_worker_plugin(Graders.name)
        self._client.close()


def _alone(work: Callable[..., Any], *arguments: Any) -> Any:
    with _one_at_a_time:
        return work(*arguments)
