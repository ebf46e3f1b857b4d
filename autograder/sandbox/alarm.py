"""A clock on this process itself: a test computes with what a hand-in sent, and may never end."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

AGAIN = 1.0
"""Seconds of processor time until an alarm rings once more: what it raises may be caught."""


@contextlib.contextmanager
def alarm(seconds: float, error: Callable[[], Exception]) -> Iterator[None]:
    """Raise ``error()`` within the block once this process has computed for ``seconds`` in it.

    Waiting does not count, nor what else the machine does. Signals reach the main thread alone: in
    any other one nothing is raised.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise error()

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
