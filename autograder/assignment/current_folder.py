"""The folder in which relative paths begin, where an assignment finds its files."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def working_in(folder: Path | None) -> Iterator[None]:
    """Let relative paths begin in ``folder`` for a ``with`` block; None for where they do anyway.

    In another thread than the main one nothing changes: the current folder is all threads'.
    """
    if folder is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
