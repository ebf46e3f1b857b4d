"""Hand-ins graded one after the other in one process, here or on another machine."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.grading.handin import HandIn, opened
from autograder.grading.results import Outcome, Results
from autograder.sandbox.process import Sandbox

Known = Mapping[str, list[Outcome]]
"""Outcomes that stand, by question."""


@dataclass(frozen=True)
class Parcel:
    """A hand-in that travels: the files of its clean folder."""

    files: dict[str, bytes]

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(map(len, self.files.values()))


@dataclass(frozen=True)
class Grader:
    """Opens and grades hand-ins in one process."""

    rubric: Rubric
    sandbox: Sandbox
    scratch: Path

    def open(self, path: Path) -> HandIn | str:
        """What is in a hand-in; the reason where it cannot be read."""
        modules = self.rubric.assignment.modules
        try:
            with opened(path, modules, self.scratch, self.rubric.handed_out) as hand_in:
                return hand_in
        except OSError as error:
            return f"cannot be read: {error}"

    def pack(self, path: Path) -> Parcel | None:
        """A hand-in for another machine; None where it cannot be unpacked."""
        modules = self.rubric.assignment.modules
        with opened(path, modules, self.scratch, self.rubric.handed_out) as hand_in:
            if hand_in.fault:
                return None
            files = [p for p in hand_in.folder.rglob("*") if p.is_file()]
            return Parcel({str(p.relative_to(hand_in.folder)): p.read_bytes() for p in files})

    def grade(self, hand_in: Path | Parcel, known: Known) -> Results:
        """Grade what is not ``known``."""
        if isinstance(hand_in, Path):
            return self._grade(hand_in, known)
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            for name, data in hand_in.files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            return self._grade(Path(folder), known)

    def _grade(self, path: Path, known: Known) -> Results:
        results = grade(self.rubric, path, self.sandbox, known=known, within=self.scratch)
        if results.failure:
            self.sandbox.restart()
        return results


_grader: Grader | None = None
"""of the process that carries out jobs"""


def begin(rubric: Rubric, scratch: Path) -> None:
    """Make this process one that carries out jobs."""
    serve(Grader(rubric, Sandbox(), scratch))


def serve(grader: Grader) -> None:
    """Let ``grader`` carry out this process's jobs."""
    global _grader
    _grader = grader


def open_hand_in(path: Path) -> HandIn | str:
    """A job: what is in a hand-in."""
    assert _grader is not None
    return _grader.open(path)


def grade_hand_ins(hand_ins: list[tuple[Path | Parcel, Known]]) -> list[Results]:
    """A job: their results."""
    assert _grader is not None
    return [_grader.grade(hand_in, known) for hand_in, known in hand_ins]
