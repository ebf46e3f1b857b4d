"""The window that feeds a cluster: many stand-ins for a grading, the scheduler's memory watched.

python tests/bench_cluster.py [TASKS]
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from statistics import mean
from typing import Any

from distributed import Client, get_worker

from autograder.crew import spread

PART = 0.1
"""Of the run: what is compared of its beginning and its end."""
PORT, SECONDS = 18786, 30
PAYLOAD = 5_000
"""Bytes of a hand-in."""


def main(tasks: int) -> None:
    """Measure and print."""
    with cluster() as address, Client(address, set_as_default=False, timeout=SECONDS) as client:
        client.wait_for_workers(2, timeout=SECONDS)
        crew, begun, found = Workers(client), time.monotonic(), []
        jobs = ((n, (n, b"x" * PAYLOAD)) for n in range(tasks))
        for done, (n, future) in enumerate(spread(crew, stand_in, jobs), 1):
            assert future.result() == n
            if done % max(1, tasks // 200) == 0:
                held = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
                found.append((client.run_on_scheduler(resident), held))
        size = max(1, int(PART * len(found)))
        first, last = (mean(m for m, _ in part) for part in (found[:size], found[-size:]))
        seconds = time.monotonic() - begun
    print(
        f"{tasks} tasks in {seconds:.0f} s: the scheduler takes {first:.0f} MB in the first tenth, "
        f"{last:.0f} MB in the last, {max(m for m, _ in found):.0f} MB at most; "
        f"it holds {max(h for _, h in found)} tasks at most"
    )


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A scheduler and two workers, each in a process of its own; gives the address."""
    address = f"tcp://127.0.0.1:{PORT}"
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(PORT), "--no-dashboard"]
    worker = ["dask_worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *options],
            stderr=subprocess.DEVNULL,
            env=here,
        )
        for program, *options in (scheduler, worker)
    ]
    try:
        yield address
    finally:
        for process in reversed(begun):
            process.terminate()
            process.wait()


class Workers:
    """The crew of a cluster, without bundle or sandbox."""

    remote = True
    size = 2

    def __init__(self, client: Client) -> None:
        self._jobs = client.get_executor(pure=False)

    def submit(self, work: Any, *arguments: Any) -> Future[Any]:
        """Begin a job."""
        done: Future[Any] = self._jobs.submit(work, *arguments)
        return done


def stand_in(number: int, data: bytes) -> int:
    """In place of a grading."""
    assert len(data) == PAYLOAD and get_worker() is not None
    return number


def resident() -> float:
    """Megabytes that the process holds in which this runs."""
    lines = Path(f"/proc/{os.getpid()}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    from bench_cluster import main  # what travels is known by the module's name

    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
