"""The command that proves an assignment again at each save, while its author writes."""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from autograder.cli._common import command, folders_of, is_drawn_on, one_assignment_argument
from autograder.cli._progress import Progress
from autograder.cli._start import one_thread
from autograder.cli._terminal import drawn_on
from autograder.errors import AutograderError

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.assignment.folders import Folders
    from autograder.publish.proofs.proof import Proof
    from autograder.publish.watching.files import FileContents

POLLED_EVERY = 0.3
"""Seconds between two looks at the files: nobody waits for less, and it costs next to nothing."""
LINES_BESIDE = 12
"""Lines of the screen that are not of what speaks against proofs: their titles and figures."""
FEWEST_LINES = 4
"""Lines against a proof that are shown however small the screen is."""


@command("watch", "autograder watch hw1_layers")
@one_assignment_argument
@click.option(
    "--mutants",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="The most small changes of what changed that are tried after a save.",
)
def watch_command(assignment: str, mutants: int) -> int:
    """Prove an assignment again at each save.

    The student folder is made; right answers, known mistakes and small changes are tried, as far as
    what was saved can have changed them: of a test file its question, of a reference the functions
    that differ, of misconceptions.py the known mistakes that differ. It begins with all questions
    on the right answers. What fails is tried again at each save
    until it holds. A save during a round ends that round and begins the next. Ctrl-C ends it, with
    exit status 0.
    """
    one_thread()
    (folders,) = folders_of([assignment])
    try:
        with _no_bytecode():
            Watch(folders, mutants).run()
    except KeyboardInterrupt as stopped:
        if type(stopped) is not KeyboardInterrupt:  # SIGTERM, which is no wish of a person
            raise
        print()
    return 0


class _Saved(Exception):
    """A file was saved meanwhile: what is being proven is out of date."""


@dataclass
class Watch:
    """Rounds of proofs, one after each save."""

    folders: Folders
    mutants: int
    proven: FileContents = field(default_factory=dict)
    """the files as they were when all proofs held last: what differs from them is tried"""
    begun: bool = False
    """whether all proofs have held"""

    def run(self) -> None:
        """Prove at the start and after each save, until it is interrupted."""
        from autograder.publish.watching.files import WatchedFiles

        self.files = WatchedFiles(self.folders)
        self.proven = now = self.files.look()
        while True:
            self.round(now)
            now = self.next_save(now)

    def next_save(self, last: FileContents) -> FileContents:
        """Wait until files are otherwise than ``last``, and stay so for one look."""
        now = last
        while True:
            time.sleep(POLLED_EVERY)
            before, now = now, self.files.look()
            if now != last and now == before:
                return now

    def round(self, now: FileContents) -> None:
        """Prove what the files ``now`` can have changed; show it as it comes."""
        from autograder.publish.proofs.answers import Answers
        from autograder.publish.watching.files import changed_files
        from autograder.publish.watching.rounds import proven_round, read_all
        from autograder.publish.watching.scope import everything, scope_of

        _show_head(self.folders, changed_files(self.proven, now))
        start = time.monotonic()
        with Progress() as progress:

            def told(what: str, done: int, of: int) -> None:
                if self.files.look() != now:
                    raise _Saved
                progress(what, done, of)

            answers = Answers(self.folders, progress=told)
            try:
                read_all(answers)
                scope = scope_of(answers, self.proven, now)
                if not self.begun:
                    scope.add(everything(answers))
                holds = True
                for proof in proven_round(answers, scope, self.mutants):
                    progress.close()
                    _show_proof(proof)
                    holds = holds and proof.holds
                    if self.files.look() != now:
                        raise _Saved
            except AutograderError as error:
                progress.close()
                print(f"  FAILS  {error}")
            except _Saved:
                progress.close()
                print("  saved again: this round is out of date")
            else:
                if holds:
                    self.proven, self.begun = now, True
        print(f"{time.monotonic() - start:.1f} s; waiting for the next save, Ctrl-C ends it")
        sys.stdout.flush()


@contextlib.contextmanager
def _no_bytecode() -> Iterator[None]:
    """Let Python keep no compiled modules: two saves in one second would be taken for one."""
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def _show_head(folders: Folders, changed: list[Path]) -> None:
    """Begin a screen, where there is one, with what was saved."""
    if is_drawn_on(sys.stdout):
        stream = drawn_on(sys.stdout)
        stream.write("\033[2J\033[3J\033[H")  # the screen, what scrolled off it, to its top
        stream.flush()
    names = ", ".join(path.relative_to(folders.root).as_posix() for path in changed)
    print(f"{folders.name}, {time.strftime('%H:%M:%S')}: {names or 'all questions'}", flush=True)


def _show_proof(proof: Proof) -> None:
    """Show a proof and what speaks against it, as far as one screen holds it."""
    print(f"  {'holds' if proof.holds else 'FAILS'}  {proof.title}: {proof.figure}", flush=True)
    room = max(FEWEST_LINES, shutil.get_terminal_size().lines - LINES_BESIDE)
    for line in proof.against[:room]:
        print(f"         {line}")
    if more := len(proof.against[room:]):
        print(f"         and {more} more")
