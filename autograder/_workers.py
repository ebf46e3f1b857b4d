"""A process pool with retry, core pinning and clean shutdown."""

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
"""How many processes compute at once on this machine."""
AHEAD = 2
"""Jobs given out for each process: one that it does, and one that waits so that it never does."""
ROUNDS = 4
"""Jobs that each process should do at least, where there are enough: they end at about one time."""
BATCH_BYTES = 2**22
"""Bytes that may travel in one job: beyond them, sending takes longer than a job's own cost."""
LIVES = 3
"""How many processes may end in the middle of the same job before it is given up."""


class Pool(Protocol):
    """What carries out jobs: processes here, this very process, or other machines.

    Each of its workers has a state of its own that it begins with: the first argument of its jobs.
    """

    remote: bool
    """Whether its workers do not see this machine's files."""
    items_per_job: int
    """The most items that a job should carry: more than one where each job costs something."""

    @property
    def size(self) -> int:
        """How many jobs it does at once."""

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin ``work(state, *arguments)``; ``work`` is a function of a module or of a class."""


class Processes:
    """A pool of forked processes; those that die are replaced, and none outlives this one.

    The state of each is what ``begin(*arguments)`` returns there. Neither it nor the arguments are
    pickled: a forked process has what this one had.
    """

    remote = False
    items_per_job = 1

    def __init__(self, size: int, begin: Callable[..., Any], *arguments: Any) -> None:
        self.size = size
        self._begin = begin, arguments
        self._alive = os.pipe()
        self._executor = self._new_executor()

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin a job."""
        try:
            return self._executor.submit(_do, work, arguments)
        except BrokenExecutor:
            self._executor.shutdown()
            self._executor = self._new_executor()
            return self._executor.submit(_do, work, arguments)

    def _new_executor(self) -> Executor:
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
        self._executor.shutdown(cancel_futures=True)
        for end in self._alive:
            os.close(end)


def inherit(state: Item) -> Item:
    """Begin, in a forked worker, with a state that the process has which forked it."""
    return state


class InProcess:
    """A pool of this process alone: a job is done when ``submit`` returns."""

    remote = False
    items_per_job = 1
    size = 1

    def __init__(self, state: Any = None) -> None:
        self._state = state

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Do a job."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(self._state, *arguments))
        except Exception as error:
            done.set_exception(error)
        return done


def run_jobs(
    pool: Pool,
    work: Callable[..., Found],
    jobs: Iterable[tuple[Item, tuple[Any, ...]]],
    go_on: Callable[[], bool] = lambda: True,
) -> Iterator[tuple[Item, Future[Found]]]:
    """Do ``work(state, *arguments)`` for each job (item, arguments); gives items and their futures.

    They come as they end. Only so many jobs are given out as keep ``pool`` busy, however many there
    are; none any more once ``go_on()`` is false, but those under way are waited for. A job during
    which a process died is given out again; after ``LIVES`` times, its future says so.
    """
    at_once = pool.size * AHEAD if pool.size > 1 else 1
    waiting = ((item, arguments, 1) for item, arguments in jobs)
    under_way: dict[Future[Found], tuple[Item, tuple[Any, ...], int]] = {}
    while True:
        while len(under_way) < at_once and go_on():
            job = next(waiting, None)
            if job is None:
                break
            under_way[pool.submit(work, *job[1])] = job
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            item, arguments, life = under_way.pop(future)
            died = not future.cancelled() and isinstance(future.exception(), BrokenExecutor)
            if died:
                log.debug("a process died during a job, for the %d. time of %d", life, LIVES)
            if died and life < LIVES:
                under_way[pool.submit(work, *arguments)] = item, arguments, life + 1
            else:
                yield item, future


def batches(
    pool: Pool, items: Iterable[Item], count: int, weigh: Callable[[Item], int]
) -> Iterator[list[Item]]:
    """Divide ``items``, of which there are some ``count``, into lists that make a job for ``pool``.

    A list has at most ``pool.items_per_job`` items and about ``BATCH_BYTES`` by ``weigh``; fewer
    where otherwise some workers would have nothing to do while others are at their last list.
    """
    most = max(1, min(pool.items_per_job, count // (pool.size * AHEAD * ROUNDS)))
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


_state: Any = None
"""The state of a forked worker, for its jobs. ``ProcessPoolExecutor`` hands nothing from its
initializer to the jobs but by way of a module, so this is the one place for it."""


def _begin_worker(
    end: int, our_end: int, cores: Any, begin: tuple[Callable[..., Any], tuple[Any, ...]]
) -> None:
    """Leave interrupts to the process that gives out the work, and end with it.

    Each worker keeps to a core, with the processes that it starts: they wait for one another.
    """
    global _state
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
    _state = function(*arguments)


def _do(work: Callable[..., Found], arguments: tuple[Any, ...]) -> Found:
    """Do a job in a forked worker."""
    return work(_state, *arguments)
