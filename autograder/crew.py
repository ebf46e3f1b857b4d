"""Work on a course spread over the processor's cores."""

from __future__ import annotations

import functools
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from autograder.course import Course

Item = TypeVar("Item")
Found = TypeVar("Found")
_course: Course | None = None
"""in a worker: what it works on; inherited, since functions of loaded files cannot be pickled"""


def each(
    course: Course, work: Callable[[Course, Item], Found], items: Sequence[Item]
) -> Iterator[Found]:
    """``work(course, item)`` for every item, in their order.

    ``work`` is a function of a module; items and results can be pickled.
    """
    with ProcessPoolExecutor(
        min(os.cpu_count() or 1, max(1, len(items))),
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(course,),
    ) as pool:
        for done, found in enumerate(pool.map(functools.partial(_do, work), items), 1):
            course.progress(done, len(items))
            yield found


def _begin(course: Course) -> None:
    global _course
    _course = course


def _do(work: Callable[[Course, Any], Found], item: Any) -> Found:
    assert _course is not None
    return work(_course, item)
