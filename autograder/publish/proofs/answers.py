"""An assignment as its instructor sees it: settings, tests, and all answers, right and wrong."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from autograder._workers import CORES, Processes, inherit
from autograder.assignment.folders import Folders
from autograder.assignment.misconceptions import Misconception
from autograder.assignment.reference import load_misconceptions, load_reference
from autograder.assignment.settings import Assignment, read_assignment
from autograder.checks.questions import Question, load_questions, total
from autograder.checks.run import Functions, Verdict, run_cases
from autograder.unpack import stage

Item = TypeVar("Item")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Course:
    """An assignment's instructor side, loaded once for all proofs."""

    folders: Folders
    memo: dict[bytes, Any] = field(default_factory=dict)
    """numeric gradients of the reference"""
    progress: Callable[[str, int, int], None] = lambda what, done, of: None
    """told what is counted in the work on it, how many are done, and of how many"""

    @cached_property
    def assignment(self) -> Assignment:
        """Its settings."""
        return read_assignment(self.folders)

    @cached_property
    def questions(self) -> list[Question]:
        """Both halves of every question."""
        return load_questions(self.folders.tests)

    @cached_property
    def reference(self) -> ModuleType:
        """The right answer."""
        return load_reference(self.folders.solution, self.assignment.modules)

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """The known wrong ones."""
        return load_misconceptions(self.folders.solution, self.assignment.modules)

    def misconception(self, name: str) -> Misconception:
        """The known wrong answer of that name."""
        return next(m for m in self.misconceptions if m.name == name)

    @cached_property
    def alternatives(self) -> dict[str, Functions]:
        """Other right answers, by their file's name; what one leaves out is the reference's."""
        found: dict[str, Functions] = {}
        for path in sorted((self.folders.solution / "alternatives").glob("[a-z]*")):
            with tempfile.TemporaryDirectory() as scratch:
                staged = stage(path, self.assignment.modules, Path(scratch))
                own = vars(load_reference(Path(scratch), list(staged.found)))
                found[path.stem] = {**vars(self.reference), **own}
        return found

    @property
    def most(self) -> float:
        """The points that can be earned."""
        return total(self.questions)

    @cached_property
    def right(self) -> dict[str, Functions]:
        """All right answers: the reference and the alternatives."""
        return {"the reference": vars(self.reference), **self.alternatives}

    def trial(self, hand_in: Functions, *, seed: int = 0, oracle: bool = True) -> Iterator[Verdict]:
        """The verdict on ``hand_in``, case by case; warnings cost nothing.

        Without ``oracle`` the cases judge as on the student's machine.
        """
        names = {**hand_in, "reference": self.reference}
        right = vars(self.reference) if oracle else {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from run_cases(self.questions, names, seed=seed, oracle=right, memo=self.memo)


def each(
    course: Course, work: Callable[[Course, Item], Found], items: Sequence[Item], what: str
) -> Iterator[Found]:
    """``work(course, item)`` for every item, in their order; ``what`` is what progress counts.

    ``work`` is a function of a module; items and results can be pickled. The course is not: it is
    full of functions of loaded files, which the processes inherit.
    """
    with Processes(min(CORES, max(1, len(items))), inherit, course) as pool:
        jobs = [pool.submit(work, item) for item in items]
        for done, job in enumerate(jobs, 1):
            found: Found = job.result()
            course.progress(what, done, len(items))
            yield found
