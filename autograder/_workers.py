"""Work spread over processes that are there for nothing else."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from types import TracebackType
from typing import Any, Protocol, TypeVar

log = logging.getLogger("autograder")
Item = TypeVar("Item")
Found = TypeVar("Found")
CORES = os.cpu_count() or 1
AHEAD = 2
"""Jobs given out for each process: one it does, one that waits for it."""
ROUNDS = 4
"""Jobs that each process should do at least, where there are enough: they end at about one time."""
BATCH_BYTES = 2**22
LIVES = 3
"""Processes that may end in the middle of the same job before it is given up."""


class Crew(Protocol):
    """What carries out jobs: processes here, this very process, or other machines."""

    remote: bool
    """whether it does not see this machine's files"""
    together: int
    """the most items that one of its jobs should carry, since each job costs it something"""

    @property
    def size(self) -> int:
        """How many jobs it does at once."""

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin ``work(*arguments)``; ``work`` is a function of a module."""


class Processes:
    """A crew of forked processes; those that die are replaced, and none outlives this one."""

    remote = False
    together = 1

    def __init__(self, size: int, begin: Callable[..., None], *arguments: Any) -> None:
        self.size = size
        self._begin = begin, arguments
        self._alive = os.pipe()
        self._pool = self._new_pool()

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin a job."""
        try:
            return self._pool.submit(work, *arguments)
        except BrokenExecutor:
            self._pool.shutdown()
            self._pool = self._new_pool()
            return self._pool.submit(work, *arguments)

    def _new_pool(self) -> Executor:
        import multiprocessing  # 20 ms, which a single hand-in does not need
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context("fork")
        cores = context.SimpleQueue()
        for number in range(self.size):
            cores.put(number)
        return ProcessPoolExecutor(
            self.size,
            mp_context=context,
            initializer=_begin_worker,
            initargs=(*self._alive, cores, self._begin),
        )

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        for end in self._alive:
            os.close(end)


class Alone:
    """A crew of this process: a job is done when ``submit`` returns."""

    remote = False
    together = 1
    size = 1

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Do a job."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*arguments))
        except Exception as error:
            done.set_exception(error)
        return done


def spread(
    crew: Crew,
    work: Callable[..., Found],
    jobs: Iterable[tuple[Item, tuple[Any, ...]]],
    go_on: Callable[[], bool] = lambda: True,
) -> Iterator[tuple[Item, Future[Found]]]:
    """``work(*arguments)`` for each job (item, arguments): items and what became of them.

    They come as they end. Only so many jobs are given out as keep ``crew`` busy, however many there
    are; none any more once ``go_on()`` is false, but those under way are waited for. A job during
    which a process died is given out again; after ``LIVES`` times, its future says so.
    """
    at_once = crew.size * AHEAD if crew.size > 1 else 1
    waiting = ((item, arguments, 1) for item, arguments in jobs)
    under_way: dict[Future[Found], tuple[Item, tuple[Any, ...], int]] = {}
    while True:
        while len(under_way) < at_once and go_on():
            job = next(waiting, None)
            if job is None:
                break
            under_way[crew.submit(work, *job[1])] = job
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            item, arguments, life = under_way.pop(future)
            died = not future.cancelled() and isinstance(future.exception(), BrokenExecutor)
            if died:
                log.debug("a process died during a job, for the %d. time of %d", life, LIVES)
            if died and life < LIVES:
                under_way[crew.submit(work, *arguments)] = item, arguments, life + 1
            else:
                yield item, future


def batches(
    crew: Crew, items: Iterable[Item], count: int, weigh: Callable[[Item], int]
) -> Iterator[list[Item]]:
    """``items``, of which there are some ``count``, in lists that make a job for ``crew``.

    At most ``crew.together`` items and about ``BATCH_BYTES`` by ``weigh`` a list; fewer where
    otherwise some of the crew would have nothing to do while others are at their last list.
    """
    most = max(1, min(crew.together, count // (crew.size * AHEAD * ROUNDS)))
    batch: list[Item] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += weigh(item)
        if len(batch) == most or weight >= BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _begin_worker(
    end: int, our_end: int, cores: Any, begin: tuple[Callable[..., None], tuple[Any, ...]]
) -> None:
    """Leave interrupts to the process that gives out the work, and end with it.

    Each worker keeps to a core, with the processes that it starts: they wait for one another.
    """
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {allowed[cores.get() % len(allowed)]})
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.close(our_end)  # the reading end closes with the last process that holds it: the giver

    def watch() -> None:
        os.read(end, 1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    function, arguments = begin
    function(*arguments)
