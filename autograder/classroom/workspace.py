"""A run claims the folder that it writes to for itself, and stops when it is asked to."""

from __future__ import annotations

import contextlib
import fcntl
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from autograder.errors import AssignmentError
from autograder.sandbox.inside.leftovers import remove

CLAIMED = ".lock"
"""The file in the output folder that a run holds locked; it names the run's scratch folder."""
SCRATCH = "class-"
"""How the name of a scratch folder begins: nothing else is removed for a run that was killed."""


class Stop:
    """Ctrl-C and SIGTERM ask to stop; a second one breaks off."""

    def __init__(self) -> None:
        self.asked = 0
        """the number of the signal that asked; 0 where none did"""

    def go_on(self) -> bool:
        """Whether nobody asked."""
        return not self.asked

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = number

    def __enter__(self) -> Stop:
        self._before = {n: signal.signal(n, self._ask) for n in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def claimed(output: Path) -> Iterator[Path]:
    """Keep other runs out of ``output``; a scratch folder that the next run removes if need be."""
    output.mkdir(parents=True, exist_ok=True)
    with (output / CLAIMED).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AssignmentError(f"{output}: another run is grading into it") from None
        lock.seek(0)
        left = lock.read()
        if Path(left).name.startswith(SCRATCH) and Path(left).is_dir():
            remove(left)  # a run was killed
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH))
        scratch.chmod(0o711)
        try:
            lock.truncate(0)
            lock.write(str(scratch))
            lock.flush()
            yield scratch
        finally:
            remove(str(scratch))
            lock.truncate(0)
