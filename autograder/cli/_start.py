"""How a grading process starts: in which order, and with which settings of the interpreter.

Beside each choice stands what it gains for one hand-in, in milliseconds of some 420 that this
process computes (Python 3.11, NumPy 2.4, two cores). A threshold of 50,000 objects for the
collector was tried too: it gains 0.3, and half a millisecond a hand-in in a class, and is left out;
so is pausing the collector while click is loaded: nothing for --help, at most 1 % for grade.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder.cli import _log
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from autograder.sandbox.process import Sandbox


def one_thread() -> None:
    """Let NumPy start no threads of its own: the tests' arrays are small, the cores have work.

    Before NumPy is loaded; it loads 11 ms faster.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@contextlib.contextmanager
def started_sandbox() -> Iterator[Sandbox]:
    """A sandbox that starts while this process loads all else; call ``loaded`` once it has.

    Enter this before anything that loads NumPy is imported: the sandbox's own process loads NumPy
    at the same time on another core. Started last instead, the results come 19 % later.
    """
    if not hasattr(os, "fork"):
        raise AssignmentError("grading needs os.fork: run it on Linux, macOS or in WSL")
    from autograder.sandbox.process import Sandbox

    one_thread()
    gc.disable()  # 9 ms: what is being loaded is not garbage, however often one looks
    try:
        with Sandbox() as sandbox:
            _log.note("a sandbox starts")
            yield sandbox
    finally:
        gc.enable()


def loaded() -> None:
    """Collect garbage again, but do not look through what was loaded any more.

    17 ms: the interpreter would look through all of it once more when it ends.
    """
    gc.freeze()
    gc.enable()
