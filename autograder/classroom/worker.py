"""A worker opens and grades hand-ins, one after the other, in a process here or elsewhere."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.grading.handin import HandIn, opened
from autograder.grading.remembered import Memory
from autograder.grading.results import Outcome, Results
from autograder.sandbox.process import Sandbox

Known = Mapping[str, list[Outcome]]
"""Outcomes that stand, by question: what is known of a hand-in before it is graded."""


@dataclass(frozen=True)
class PackedHandIn:
    """A hand-in that travels to another machine: the files of its clean folder."""

    files: dict[str, bytes]
    """The contents, by the path within the folder."""

    @property
    def size(self) -> int:
        """How many bytes travel."""
        return sum(map(len, self.files.values()))


@dataclass(frozen=True)
class Worker:
    """Opens and grades hand-ins; a pool has one in each of its processes, and jobs are its methods.

    The sandbox stays whose it was: a worker restarts it after a failure, but never closes it.
    """

    rubric: Rubric
    sandbox: Sandbox
    scratch: Path
    """The folder for what is unpacked."""
    memory: Memory | None = None
    """Verdicts that were reached before; None where every test is run."""

    def open(self, path: Path) -> HandIn | str:
        """What is in a hand-in; the reason where it cannot be read."""
        try:
            with self._opened(path) as hand_in:
                return hand_in
        except OSError as error:
            return f"cannot be read: {error}"

    def pack(self, path: Path) -> PackedHandIn | None:
        """A hand-in for another machine; None where it cannot be unpacked."""
        with self._opened(path) as hand_in:
            if hand_in.fault:
                return None
            files = [p for p in hand_in.folder.rglob("*") if p.is_file()]
            return PackedHandIn({str(p.relative_to(hand_in.folder)): p.read_bytes() for p in files})

    @contextlib.contextmanager
    def _opened(self, path: Path) -> Iterator[HandIn]:
        """A hand-in, unpacked; what is wrong with it is said as its grading says it."""
        rubric, own = self.rubric, self.rubric.assignment
        with (
            rubric.speaking(),
            opened(path, own.handed_in, self.scratch, rubric.handed_out, own.notebooks) as hand_in,
        ):
            yield hand_in

    def grade_all(self, hand_ins: list[tuple[Path | PackedHandIn, Known]]) -> list[Results]:
        """Grade hand-ins, one after the other."""
        return [self.grade(hand_in, known) for hand_in, known in hand_ins]

    def grade(self, hand_in: Path | PackedHandIn, known: Known) -> Results:
        """Grade the questions of a hand-in that are not ``known``."""
        if isinstance(hand_in, Path):
            return self._grade(hand_in, known)
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            for name, data in hand_in.files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            return self._grade(Path(folder), known)

    def _grade(self, path: Path, known: Known) -> Results:
        results = grade(
            self.rubric, path, self.sandbox, known=known, within=self.scratch, memory=self.memory
        )
        if results.failure:
            self.sandbox.restart()
        return results


def start_worker(rubric: Rubric, scratch: Path, remember: bool) -> Worker:
    """A worker with a sandbox of its own, which ends with this process."""
    return Worker(rubric, Sandbox(), scratch, Memory() if remember else None)
