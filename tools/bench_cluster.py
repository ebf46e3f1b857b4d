"""The window that feeds a cluster: many stand-ins for a grading, the scheduler's memory watched.

python tools/bench_cluster.py [TASKS]
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from distributed import Client, WorkerPlugin, get_worker

from autograder._workers import batches, run_jobs
from autograder.classroom.dask_cluster import Cluster, GradingPlugin

PORT, SECONDS = 18786, 30
PAYLOAD = 5_000
"""Bytes of a hand-in."""


def main(tasks: int) -> None:
    """Measure and print."""
    with cluster() as address, Client(address, set_as_default=False, timeout=SECONDS) as client:
        client.wait_for_workers(2, timeout=SECONDS)
        client.register_plugin(StandIn())
        pool, begun, found = Cluster(client), time.monotonic(), []
        hand_ins = ((n, b"x" * PAYLOAD) for n in range(tasks))
        jobs = ((job, (job,)) for job in batches(pool, hand_ins, tasks, lambda job: PAYLOAD))
        graded = 0
        for job, future in run_jobs(pool, stand_in, jobs):
            assert future.result() == [n for n, _ in job]
            graded += len(job)
            found.append(client.run_on_scheduler(resident))
        assert graded == tasks
        seconds = time.monotonic() - begun
    tenth = max(1, len(found) // 10)
    tenths = [mean(m for m, _ in found[n : n + tenth]) for n in range(0, len(found), tenth)]
    print(
        f"{tasks} hand-ins in {len(found)} tasks and {seconds:.0f} s; the scheduler holds "
        f"{max(h for _, h in found)} tasks at most and takes, in each tenth of the run, "
        f"{', '.join(f'{m:.1f}' for m in tenths[:10])} MB"
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


class StandIn(WorkerPlugin):
    """In place of what grades on a worker."""

    name = GradingPlugin.name
    worker = None


def stand_in(worker: None, job: list[tuple[int, bytes]]) -> list[int]:
    """In place of gradings."""
    assert all(len(data) == PAYLOAD for _, data in job) and get_worker() is not None
    return [number for number, _ in job]


def resident(dask_scheduler: Any) -> tuple[float, int]:
    """Megabytes that the scheduler takes, and how many tasks it holds."""
    lines = Path(f"/proc/{os.getpid()}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024, len(dask_scheduler.tasks)


if __name__ == "__main__":
    from bench_cluster import main  # what travels is known by the module's name

    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
