"""This process's memory, which hand-ins fill: what a value takes, and how it is given back."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np

from autograder.checks.remote import Remote
from autograder.sandbox.inside.named import NamedTuple
from autograder.sandbox.inside.wire import StudentValue

OBJECT, SLOT, ENTRY = 56, 8, 100
"""Bytes of an object that holds others, and for each of them in a list or tuple, and in a dict or
set with its share of the table."""
GENERATOR, PROXY = 6000, 600
"""Bytes of a random generator, and of a proxy with what is known of its object."""
WORTH_A_LOOK = 8 * 2**20
"""Bytes of a case's answers that are worth a look for what nothing refers to any more."""
GOES_BACK = 2 * 2**20
"""Bytes of an allocation that goes back to the system by itself once it is freed."""
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""The parameters of glibc's ``mallopt``."""


def weight(value: StudentValue) -> int:
    """The bytes of a value that came over the wire; what is shared counts as often as it is there.

    What stayed with the student's code weighs what its proxy does.
    """
    if isinstance(value, np.ndarray):
        return OBJECT + value.nbytes
    if isinstance(value, list | tuple):
        names = sum(map(len, value._fields)) if type(value) is NamedTuple else 0
        return OBJECT + names + sum(SLOT + weight(part) for part in value)
    if isinstance(value, dict):
        parts = value.items()
        return OBJECT + sum(ENTRY + weight(key) + weight(part) for key, part in parts)
    if isinstance(value, set | frozenset):
        return OBJECT + sum(ENTRY + weight(part) for part in value)
    if isinstance(value, str | bytes | int):
        return sys.getsizeof(value)
    if isinstance(value, Remote):
        return PROXY
    return GENERATOR if type(value) is np.random.Generator else OBJECT


@functools.cache
def large_memory_goes_back() -> None:
    """Let what is large go back to the system when it is freed, once for this process.

    By default glibc keeps ever larger pieces for later, between which memory stays unused: answers
    of 15 MB left 300 MB of it. Another C library is left as it is.
    """
    with contextlib.suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(MMAP_THRESHOLD, GOES_BACK)
        mallopt(TRIM_THRESHOLD, 8 * GOES_BACK)  # what is small need not come and go all the time


@contextlib.contextmanager
def at_most_more(count: int) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Yields what limits this process, in blocks of its own, to ``count`` bytes more than now.

    What asks for more in such a block gets a ``MemoryError``. Only Linux tells and limits it.
    """
    pages = Path("/proc/self/statm")
    if not pages.is_file():
        yield contextlib.nullcontext
        return
    import resource  # not on Windows, where no hand-in is graded

    before = resource.getrlimit(resource.RLIMIT_AS)
    size = int(pages.read_text().split()[0]) * resource.getpagesize() + count
    known = [limit for limit in (size, *before) if limit != resource.RLIM_INFINITY]

    @contextlib.contextmanager
    def within() -> Iterator[None]:
        resource.setrlimit(resource.RLIMIT_AS, (min(known), before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)

    yield within


def let_go(received: int, error: BaseException | None) -> None:
    """After a case, free what nothing needs any more of the bytes that it ``received``.

    The ``error`` in which it ended is kept, its frames are not: they hold all answers of the case,
    and frames and exceptions hold one another.
    """
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__
    if received > WORTH_A_LOOK:
        gc.collect()
