"""The proofs that an assignment's tests are right, before anybody is graded with them."""

from __future__ import annotations

import ast
import inspect
import tempfile
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.assignment import Assignment, Folders, read_assignment
from autograder.misconception import Misconception
from autograder.questions import Question, load_questions
from autograder.reference import load_misconceptions, load_reference
from autograder.staging import stage
from autograder.template import stub, student_files
from autograder.trial import Functions, Verdict, verdicts

SHORTEST_SECRET = 20
"""Characters of a statement, without its spaces, from which on it would give something away."""


@dataclass(frozen=True)
class Proof:
    """What was proven, and what speaks against it."""

    title: str
    figure: str
    against: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.against


@dataclass(frozen=True)
class Course:
    """An assignment's instructor side, loaded once for all proofs."""

    folders: Folders
    memo: dict[bytes, Any] = field(default_factory=dict)

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

    @cached_property
    def alternatives(self) -> dict[str, Functions]:
        """Other right answers, by their file's name."""
        found: dict[str, Functions] = {}
        for path in sorted((self.folders.solution / "alternatives").glob("[a-z]*")):
            with tempfile.TemporaryDirectory() as scratch:
                stage(path, self.assignment.modules, Path(scratch))
                found[path.stem] = vars(load_reference(Path(scratch), self.assignment.modules))
        return found

    @property
    def most(self) -> float:
        """The points that can be earned."""
        return sum(q.points for q in self.questions)

    def trial(self, hand_in: Functions, **how: Any) -> list[Verdict]:
        """Every case on ``hand_in``; warnings cost nothing."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(verdicts(self.questions, hand_in, self.reference, memo=self.memo, **how))


def right_answers(course: Course) -> Proof:
    """1: the reference and the alternatives have full marks, the untouched template none."""
    against = []
    for name, hand_in in {"the reference": vars(course.reference), **course.alternatives}.items():
        against += [f"{name}: {_line(v)}" for v in course.trial(hand_in) if v.failure is not None]
    for v in course.trial(_template(course)):
        if v.failure is None:
            against.append(f"the untouched template passes {_place(v)}")
    count = len(course.alternatives) + 1
    return Proof(
        "right answers get all points, the template none",
        f"{course.most:g} points, {count} right answers",
        against,
    )


def questions_stand_alone(course: Course) -> Proof:
    """2: with only one question's functions filled in, that question has all its points."""
    against = []
    public = {q.base: q for q in course.questions}
    for name in public:
        hand_in = {**_template(course)}
        for needed in _needs(course, name):
            for function in _functions(course, needed):
                hand_in[function] = vars(course.reference)[function]
        for v in course.trial(hand_in):
            if v.question.base == name and v.failure is not None:
                against.append(f"only {name} filled in: {_line(v)}")
    return Proof("each question stands alone", f"{len(public)} questions", against)


def mistakes_are_caught(course: Course) -> Proof:
    """3: every known mistake loses points in its own question, and elsewhere only what depends."""
    against = []
    for m in course.misconceptions:
        lost = [v for v in course.trial(m.as_hand_in(vars(course.reference))) if v.failure]
        if not any(v.question.base == m.question for v in lost):
            against.append(f"{m.name}: loses nothing in {m.question}")
        for v in lost:
            if v.question.base != m.question and not v.skipped:
                against.append(f"{m.name}: loses points elsewhere: {_line(v)}")
    return Proof("known mistakes lose points", f"{len(course.misconceptions)} mistakes", against)


def no_flakiness(course: Course, seeds: int) -> Proof:
    """5: right answers pass whatever the run seed."""
    against = []
    for name, hand_in in {"the reference": vars(course.reference), **course.alternatives}.items():
        for seed in range(1, seeds + 1):
            for v in course.trial(hand_in, seed=seed):
                if v.failure is not None:
                    against.append(f"{name}, seed {seed}: {_line(v)}")
    return Proof("no false failure", f"{seeds} run seeds", against)


def no_leak(course: Course) -> Proof:
    """6: nothing of the hidden tests, solutions and known mistakes is in what students get."""
    against = leaks(student_files(course.folders), course)
    return Proof("nothing hidden in the student folder", "every statement", against)


def leaks(given: dict[str, bytes], course: Course) -> list[str]:
    """Statements of solutions and hidden tests in ``given`` that no public text or stub has."""
    folders = course.folders
    stubs = [stub(folders.solution / f"{module}.py") for module in course.assignment.modules]
    tests = [p.read_text(encoding="utf-8") for p in folders.public.glob("*.py")]
    texts = [p.read_text(encoding="utf-8") for p in folders.assignment.glob("*.md")]
    public = "\n".join([*stubs, *tests, *texts])
    allowed = {s for text in [*stubs, *tests] for s in statements(text)}
    everything = b"\n".join(given.values()).decode()
    modules = [data.decode() for name, data in given.items() if name.endswith(".py")]
    normalised = {s for text in modules for s in statements(text)}
    return [
        f"{path.name}: {s}"
        for path in [*folders.hidden.glob("*.py"), *folders.solution.rglob("*.py")]
        for s in sorted(statements(path.read_text(encoding="utf-8")))
        if s not in allowed and s not in public and (s in normalised or s in everything)
    ]


def statements(source: str) -> set[str]:
    """The simple statements of a module, normalised, where they could give something away."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and not _imports(node):
            text = ast.unparse(node)
            if len(text.replace(" ", "")) >= SHORTEST_SECRET:
                found.add(text)
    return found


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def cost(course: Course) -> Proof:
    """7: what the slowest case and the hungriest one need of their limits."""
    limits, against = course.assignment.limits, []
    slowest, hungriest = 0.0, 0.0
    for v, seconds, peak in _measured(course):
        slowest, hungriest = max(slowest, seconds), max(hungriest, peak)
        if seconds > limits.case_seconds / 4 or peak > limits.memory_mb / 4:
            against.append(f"{_place(v)}: {seconds:.2f} s, {peak:.0f} MB")
    figure = f"{slowest:.2f} of {limits.case_seconds:g} s, {hungriest:.0f} of {limits.memory_mb} MB"
    return Proof("the limits leave room", figure, against)


def _measured(course: Course) -> Iterator[tuple[Verdict, float, float]]:
    course.trial(vars(course.reference))  # fills the memo
    run = verdicts(course.questions, vars(course.reference), course.reference, memo=course.memo)
    tracemalloc.start()
    try:
        while True:
            tracemalloc.reset_peak()
            before, start = tracemalloc.get_traced_memory()[0], time.process_time()
            verdict = next(run, None)
            if verdict is None:
                return
            peak = tracemalloc.get_traced_memory()[1] - before
            yield verdict, time.process_time() - start, peak / 2**20
    finally:
        tracemalloc.stop()


def public_alone(course: Course) -> Proof:
    """8: how many known mistakes the public tests catch; a figure, for the instructor to judge."""
    caught = 0
    for m in course.misconceptions:
        lost = course.trial(m.as_hand_in(vars(course.reference)), oracle=False)
        caught += any(v.failure and not v.question.hidden and not v.skipped for v in lost)
    share = caught / max(1, len(course.misconceptions))
    return Proof("known mistakes that the public tests alone catch", f"{share:.0%}")


def proofs(course: Course, *, seeds: int, quick: bool = False) -> Iterator[Proof]:
    """The proofs, one by one; the ``quick`` ones are those that ``build`` asks for."""
    yield right_answers(course)
    yield questions_stand_alone(course)
    yield mistakes_are_caught(course)
    yield no_leak(course)
    if not quick:
        yield no_flakiness(course, seeds)
        yield cost(course)
        yield public_alone(course)


def _template(course: Course) -> dict[str, Any]:
    """The functions of the untouched template."""
    return {
        name: _missing(name)
        for name, value in vars(course.reference).items()
        if inspect.isfunction(value)
    }


def _missing(name: str) -> Callable[..., Any]:
    def function(*args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(name)

    function.__name__ = name
    return function


def _needs(course: Course, name: str) -> set[str]:
    """The question and all it depends on."""
    needed, todo = set(), [name]
    while todo:
        base = todo.pop()
        if base not in needed:
            needed.add(base)
            halves = [q for q in course.questions if q.base == base]
            todo += [d for q in halves for d in q.depends]
    return needed


def _functions(course: Course, base: str) -> set[str]:
    """The students' functions that a question's cases ask for."""
    cases = [c for q in course.questions if q.base == base for c in q.cases]
    return {p for c in cases for p in c.parameters if p not in ("reference", "env")}


def _place(v: Verdict) -> str:
    return f"{v.question.path.parent.name}/{v.question.path.name}, {v.case.name!r}"


def _line(v: Verdict) -> str:
    return f"{_place(v)}: {(v.failure or '').splitlines()[0][:200]}"
