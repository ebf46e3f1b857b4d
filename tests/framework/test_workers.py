"""Work spread over a pool: how much of it goes out together, and what happens where it dies."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import Any

from autograder._workers import (
    BATCH_BYTES,
    LIVES,
    InProcess,
    Processes,
    batches,
    inherit,
    run_jobs,
)
from autograder.assignment.rubric import Rubric
from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Entry
from autograder.classroom.run import grade_class
from autograder.classroom.worker import Known, Worker
from autograder.classroom.workspace import claimed
from autograder.sandbox.process import Sandbox

Job = list[tuple[Path, Known]]


class Far(InProcess):
    """A pool that takes several items a job."""

    items_per_job = 10


class Frail(Far):
    """A pool that dies of one hand-in, and takes a job's others with it."""

    def __init__(self, worker: Worker, deadly: str) -> None:
        super().__init__(worker)
        self.deadly = deadly
        self.given: list[int] = []

    def submit(self, work: Any, *arguments: Any) -> Future[Any]:
        """Do a job, or die of it."""
        (job,) = arguments
        self.given.append(len(job))
        if not any(path.name == self.deadly for path, _ in job):
            return super().submit(work, *arguments)
        done: Future[Any] = Future()
        done.set_exception(BrokenExecutor("killed"))
        return done


def sizes(pool: InProcess, count: int, weight: int = 1) -> list[int]:
    return [len(batch) for batch in batches(pool, range(count), count, lambda item: weight)]


def test_items_go_out_together_where_there_are_many() -> None:
    assert sizes(Far(), 200) == [10] * 20
    assert sizes(Far(), 203) == [10] * 20 + [3]
    assert sizes(InProcess(), 5) == [1] * 5
    assert sizes(Far(), 0) == []


def test_every_worker_of_a_pool_gets_several_batches() -> None:
    assert sizes(Far(), 16) == [2] * 8
    assert sizes(Far(), 7) == [1] * 7


def test_heavy_items_go_out_alone() -> None:
    assert sizes(Far(), 200, BATCH_BYTES // 3)[:3] == [4, 4, 4]
    assert set(sizes(Far(), 200, BATCH_BYTES + 1)) == {1}


def test_a_hand_in_of_which_its_job_dies_costs_the_others_nothing(
    rubric: Rubric, sandbox: Sandbox, right_source: str, tmp_path: Path
) -> None:
    entries = []
    for n in range(24):
        (tmp_path / f"s{n:02}.py").write_text(f"{right_source}\n# {n}\n")
        entries.append(Entry(f"s{n:02}", tmp_path / f"s{n:02}.py"))
    with claimed(tmp_path / "there") as scratch:
        pool = Frail(Worker(rubric, sandbox, scratch), "s07.py")
        counts = grade_class(rubric, entries, tmp_path / "out", sandbox, cluster=pool)
    assert counts.graded == 24
    assert counts.failures == {"s07": "could not be graded: the process died (killed)"}
    with Ledger(tmp_path / "out" / NAME) as ledger:
        graded = [row.entry.name for row in ledger.rows(counts.run) if row.results is not None]
    assert len(graded) == 23 and "s07" not in graded
    assert pool.given.count(3) == 8 + LIVES - 1 and pool.given.count(1) == 3 + LIVES - 1


def test_jobs_begin_with_the_state_of_their_pool() -> None:
    with Processes(2, set, "ab") as letters, Processes(2, inherit, {"1"}) as digits:
        for pool, has in ((letters, {"a", "b"}), (digits, {"1"}), (InProcess({"x"}), {"x"})):
            found = [future.result() for _, future in run_jobs(pool, set.union, [(1, ({"z"},))])]
            assert found == [has | {"z"}]


def test_a_cancelled_job_is_given_back() -> None:
    class Gone(InProcess):
        def submit(self, work: Any, *arguments: Any) -> Future[Any]:
            done: Future[Any] = Future()
            done.cancel()
            done.set_running_or_notify_cancel()
            return done

    ((item, future),) = run_jobs(Gone(), len, [("one", ("x",))])
    assert item == "one" and future.cancelled()
