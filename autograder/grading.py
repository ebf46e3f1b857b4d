"""One submission -> ``Results``. Decides; renders nothing."""

from __future__ import annotations

import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from autograder.assignment import Assignment
from autograder.checks.context import CheckFailure, Inconclusive, Skipped
from autograder.checks.testcase import Case
from autograder.questions import Question
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Imported, Session, StudentError
from autograder.staging import Staged, StagingError, stage

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
AHEAD = 2
"""Children that import the hand-in ahead of their question."""
GRADER_FAILED = "the grader failed, not you; please tell your instructor: "


@dataclass(frozen=True)
class Rubric:
    """What a bundle grades with: the assignment, its questions and the reference."""

    assignment: Assignment
    questions: list[Question]
    reference: Any
    bundle_hash: str
    memo: dict[bytes, Any] = field(default_factory=dict)
    """numeric gradients of the reference, computed once for all hand-ins"""


@dataclass(frozen=True)
class Outcome:
    """The verdict on one case; ``message`` is what the student may read."""

    question: str
    case: str
    hidden: bool
    points: float
    max_points: float
    status: str
    message: str = ""


@dataclass
class Results:
    """All outcomes of one submission."""

    name: str
    bundle_hash: str
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    layers: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """The points earned."""
        return sum(o.points for o in self.outcomes)

    @property
    def max_points(self) -> float:
        """The points that can be earned."""
        return sum(o.max_points for o in self.outcomes)

    def by_question(self) -> dict[str, tuple[float, float]]:
        """Points earned and possible by test file, in grading order."""
        table: dict[str, tuple[float, float]] = {}
        for o in self.outcomes:
            earned, possible = table.get(o.question, (0.0, 0.0))
            table[o.question] = earned + o.points, possible + o.max_points
        return table


def grade(rubric: Rubric, submission: Path, sandbox: Sandbox, *, seed: int = 0) -> Results:
    """Stage ``submission``, run every question against it in ``sandbox``, return the results."""
    start = time.monotonic()
    results = Results(submission.stem, rubric.bundle_hash)
    with tempfile.TemporaryDirectory(prefix="hand-in-") as scratch:
        folder = Path(scratch)
        try:
            staged = stage(submission, rubric.assignment.modules, folder)
        except StagingError as error:
            _fail_all(rubric, results, str(error))
        else:
            _make_readable(folder)
            results.notes += _file_notes(staged)
            _Grading(rubric, folder, sandbox, results, seed).run()
    results.seconds = time.monotonic() - start
    return results


class _Grading:
    """The state of one grading: which questions work, and the child that answers."""

    def __init__(
        self, rubric: Rubric, folder: Path, sandbox: Sandbox, results: Results, seed: int
    ) -> None:
        self.rubric, self.folder, self.sandbox = rubric, folder, sandbox
        self.results, self.seed = results, seed
        self.works: dict[str, bool] = {}

    def run(self) -> None:
        """Grade every question; an import that ends the child is decided once."""
        session = self._fork()
        try:
            imported = session.imported()
        except StudentError as error:
            session.close()
            _fail_all(self.rubric, self.results, str(error))
            return
        self.results.layers = imported.layers
        self.results.notes += [str(e) for e in imported.errors.values() if e is not None]
        ahead = deque([session])
        questions = [list(q) for _, q in groupby(self.rubric.questions, lambda q: q.base)]
        waiting = len(questions) - 1
        for halves in questions:
            while waiting and len(ahead) <= AHEAD:
                ahead.append(self._fork())  # imports while this question is graded
                waiting -= 1
            session = ahead.popleft()
            for half in halves:  # the hidden half comes last: what it leaves behind dies with it
                session = self._half(half, session, imported)
            session.close()

    def _half(self, question: Question, session: Session, imported: Imported) -> Session:
        """Grade one test file; returns the child that is there after it."""
        broken = [n for n in question.depends if not self.works.get(n, False)]
        for case in question.cases:
            if broken:
                outcome = _outcome(question, case, SKIPPED, f"skipped: fix {broken[0]} first")
            else:
                session = _ready(session if session.alive else self._fork())
                outcome = self._case(question, case, session, imported)
            self.results.outcomes.append(outcome)
            if not question.hidden and case is question.cases[0]:
                self.works[question.name] = outcome.status == PASSED
        return session

    def _case(
        self, question: Question, case: Case, session: Session, imported: Imported
    ) -> Outcome:
        env: dict[str, Any] = {p: session.function(p) for p in case.parameters}
        if question.hidden:
            env["reference"] = self.rubric.reference
        session.allow(self.rubric.assignment.limits.case_seconds)
        session.output = ""
        status, message = _verdict(
            lambda: case.run(
                env,
                seed=self.seed,
                oracle=vars(self.rubric.reference),
                memo=self.rubric.memo,
            ),
            hidden=question.hidden,
        )
        errors = [e for e in imported.errors.values() if e is not None]
        if status == FAILED and errors and "is not defined" in message:
            message = str(errors[0])
        if status == FAILED and session.output and not question.hidden:
            message += f"\nYour code printed:\n{session.output[:2000]}"
        return _outcome(question, case, status, message)

    def _fork(self) -> Session:
        a = self.rubric.assignment
        return self.sandbox.session(self.folder, a.modules, a.limits)


def _ready(session: Session) -> Session:
    """Wait until the child has imported the modules; one that could not is closed."""
    try:
        session.imported()
    except StudentError:
        session.close()
    return session


def _verdict(run: Callable[[], None], *, hidden: bool) -> tuple[str, str]:
    """Run one case and put what it raised into words."""
    try:
        run()
    except (CheckFailure, StudentError) as error:
        return FAILED, error.safe if hidden else str(error)
    except Skipped as error:
        return SKIPPED, f"skipped: {error}"
    except Inconclusive as error:
        return FAILED, GRADER_FAILED + (type(error).__name__ if hidden else str(error))
    except Exception as error:
        detail = "" if hidden else f": {error}"
        return (
            FAILED,
            f"the test cannot use what your code returned ({type(error).__name__}{detail})",
        )
    return PASSED, ""


def _outcome(question: Question, case: Case, status: str, message: str) -> Outcome:
    possible = float(case.points or 0.0)
    earned = possible if status == PASSED else 0.0
    return Outcome(
        question.name, case.name or "", question.hidden, earned, possible, status, message
    )


def _fail_all(rubric: Rubric, results: Results, message: str) -> None:
    results.notes.append(message)
    for question in rubric.questions:
        for case in question.cases:
            results.outcomes.append(_outcome(question, case, FAILED, message))


def _file_notes(staged: Staged) -> list[str]:
    found = [f"{module}.py: taken from {path}" for module, path in staged.found.items()]
    return found + [f"{module}.py was not found in the hand-in" for module in staged.missing]


def _make_readable(folder: Path) -> None:
    """Let the sandbox's user read the staged files, and nothing else."""
    if os.name == "posix":
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def failures(results: Results) -> Mapping[str, Mapping[str, str | None]]:
    """Question -> case -> message of the failure, or None where it passed."""
    table: dict[str, dict[str, str | None]] = {}
    for o in results.outcomes:
        failed = None if o.status == PASSED else o.message
        table.setdefault(o.question, {})[o.case] = failed
    return table
