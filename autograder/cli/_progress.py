"""How far long work has come, on stderr: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from autograder.cli._common import is_drawn_on
from autograder.cli._terminal import drawn_on

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

SHOWN_AFTER = 1.0
"""Seconds before a bar appears: rich takes 0.1 s to load, which short work should not wait for."""
DRAWN_EVERY = 0.1
"""Seconds between two drawings of a bar: more often nobody sees."""
SAID_EVERY = 10.0
"""Seconds between two lines of progress where there is no terminal."""


class Progress:
    """Called with what is counted, how many are done and of how many; used in a ``with`` block.

    Before long single steps it is called with none done, which shows the bar at once. It has no
    thread of its own, since those who call it fork.
    """

    def __init__(self) -> None:
        self._what = ""
        self._begun = self._shown = 0.0
        self._first = 0
        self._said = False
        self._bar: tuple[Bar, TaskID] | None = None

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show that ``done`` of ``of`` are done; a bar that is full goes away."""
        now = time.monotonic()
        if what != self._what:
            self.close()
            self._what, self._begun, self._shown, self._said = what, now, now, False
            self._first = done
        if is_drawn_on(sys.stderr):
            self._draw(now, done, of)
        else:
            self._say(now, done, of)
        if done >= of:
            self.close()

    def _say(self, now: float, done: int, of: int) -> None:
        if now - self._shown >= SAID_EVERY or (done >= of and self._said):
            self._shown, self._said = now, True
            line = f"{self._what} {done} of {of}{self._left(now, done, of)}"
            print(line, file=sys.stderr, flush=True)

    def _draw(self, now: float, done: int, of: int) -> None:
        if self._bar is None:
            if done >= of or (done > 0 and now - self._begun < SHOWN_AFTER):
                return
            self._bar = _new_bar(self._what)
        elif now - self._shown < DRAWN_EVERY:
            return
        self._shown = now
        bar, task = self._bar
        left = self._left(now, done, of).lstrip(", ")
        bar.update(task, completed=done, total=of, left=left, refresh=True)

    def _left(self, now: float, done: int, of: int) -> str:
        """How long the rest takes at the pace so far; empty where there is no pace yet."""
        if done <= self._first:
            return ""
        seconds = round((now - self._begun) * (of - done) / (done - self._first))
        return f", {seconds // 60}:{seconds % 60:02d} left"

    def close(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._bar is not None:
            self._bar[0].stop()
            self._bar = None
        self._what = ""

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _new_bar(what: str) -> tuple[Bar, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(separator=" of "),
        TextColumn("{task.fields[left]}"),
        console=Console(file=drawn_on(sys.stderr)),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,  # it would send what is piped to stderr
        redirect_stderr=False,
    )
    bar.start()
    return bar, bar.add_task(what, total=None, left="")
