"""The proofs that an assignment's tests are right, before anybody is graded with them."""

from __future__ import annotations

import contextlib
import inspect
import signal
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignment.folders import Folders
from autograder.assignment.provenance import PROVING, sources
from autograder.assignment.reference import load_reference
from autograder.checks.cases import Case
from autograder.checks.files import LocalFiles
from autograder.checks.questions import Question
from autograder.checks.run import FAILED, SKIPPED, Functions, Runner, Verdict
from autograder.errors import AssignmentError
from autograder.grading.diagnosis import diagnose
from autograder.publish.bundle import content_hash
from autograder.publish.proofs.answers import Course, each
from autograder.publish.proofs.leaks import leaks, told_values
from autograder.publish.proofs.mutants import Mutant, mutants
from autograder.publish.proofs.recorder import Recorder
from autograder.publish.student_folder import student_files

MUTANTS = 300
KILLED, EXPLAINED, NAMED = 0.95, 0.05, 0.95
"""Shares: of the mutants at least, at most; of the known mistakes at least."""
MUTANT_SECONDS = 20
"""Of processor time, after which a mutant counts as one that never ends: a thousand times what the
right answer takes."""


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


def right_answers(course: Course) -> Proof:
    """1: the reference and the alternatives have full marks, the untouched template none."""
    against = []
    for name, hand_in in course.right.items():
        lost = [v for v in course.trial(hand_in) if not v.passed]
        against += [f"{name}: {_line(v)}{_inputs(course, hand_in, v)}" for v in lost]
    for v in course.trial(_template(course)):
        if v.passed:
            against.append(f"the untouched template passes {_place(v)}")
    return Proof(
        "right answers get all points, the template none",
        f"{course.most:g} points, {len(course.right)} right answers",
        against,
    )


def questions_stand_alone(course: Course) -> Proof:
    """2: with only one question's functions filled in, that question has all its points."""
    names = list({q.base: q for q in course.questions})
    against = [line for lines in each(course, _alone, names, "questions alone") for line in lines]
    return Proof("each question stands alone", f"{len(names)} questions", against)


def _alone(course: Course, name: str) -> list[str]:
    hand_in = {**_template(course)}
    for needed in _needs(course, name):
        for function in _functions(course, needed):
            hand_in[function] = vars(course.reference)[function]
    return [
        f"only {name} filled in: {_line(v)}{_inputs(course, hand_in, v)}"
        for v in course.trial(hand_in)
        if v.question.base == name and not v.passed
    ]


def mistakes_are_caught(course: Course) -> Proof:
    """3: every known mistake loses points in its own question, elsewhere only what depends on it;
    it is named as itself, never as another.
    """
    against, named = [], 0
    names = [m.name for m in course.misconceptions]
    for name, lines, hints in each(course, _mistake, names, "known mistakes"):
        against += lines
        named += hints == {name}
        if hints - {name}:
            against.append(f"{name}: named as {', '.join(sorted(hints - {name}))}")
    count = len(course.misconceptions)
    if named < NAMED * count:
        against.append(f"only {named} of {count} known mistakes are named")
    figure = f"{count} mistakes, {named} of them named as themselves, none as another"
    return Proof("known mistakes lose points and are named", figure, against)


def _mistake(course: Course, name: str) -> tuple[str, list[str], set[str]]:
    """What speaks against a known mistake, and what the failed cases call it."""
    m = course.misconception(name)
    hand_in = m.as_hand_in(vars(course.reference))
    lost = [v for v in course.trial(hand_in) if not v.passed]
    against = [
        f"{name}: loses points elsewhere: {_line(v)}{_inputs(course, hand_in, v)}"
        for v in lost
        if v.question.base != m.question and v.status != SKIPPED
    ]
    if not any(v.question.base == m.question for v in lost):
        against.append(f"{name}: loses nothing in {m.question}")
    hints, told = diagnosed(course, hand_in, m.question)
    return name, against + [f"{name}: {line}" for line in told], hints


def diagnosed(course: Course, hand_in: Functions, question: str) -> tuple[set[str], list[str]]:
    """The known mistakes that the failed cases of a question name, and hidden values they tell."""
    recorders: list[Recorder] = []

    def recorded(question: Question, case: Case) -> Functions:
        recorders.append(Recorder(hand_in))
        return {**recorders[-1].proxies(), "reference": course.reference}

    own = [replace(q, depends=()) for q in course.questions if q.base == question]
    with contextlib.closing(LocalFiles()) as files:
        right = vars(course.reference)
        runner = Runner(recorded, oracle=right, memo=course.memo, files=files)
        found = list(runner.run_all(own))
        calls = [recorder.log.forget() for recorder in recorders]
        diagnoses = diagnose(calls, course.misconceptions, right)
    names, told = set(), []
    for v, made, diagnosis in zip(found, calls, diagnoses, strict=True):
        if v.passed or v.status == SKIPPED:
            continue
        if diagnosis is not None:
            names.add(diagnosis.misconception.name)
        if v.question.hidden:
            values = told_values(
                v.message, [x for c in made for x in (c.before, c.result, c.after)]
            )
            told += [f"{_place(v)} tells a hidden value: {v.message}"] if values else []
    return names, told


def mutants_are_killed(course: Course, count: int) -> Proof:
    """4: small changes of the reference lose points; what survives is explained by its author."""
    folder, names = course.folders.solution, course.assignment.modules
    sources = {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in names}
    made = mutants(sources, count)
    killed = each(course, _killed, made, "mutants")
    alive = [m for m, noticed in zip(made, killed, strict=True) if not noticed]
    against = [f"survives: {m}" for m in alive if not m.reason]
    explained = len(alive) - len(against)
    if len(alive) > (1 - KILLED) * len(made):
        against.append(f"only {len(made) - len(alive)} of {len(made)} mutants are killed")
    if explained > EXPLAINED * len(made):
        against.append(f"{explained} of {len(made)} mutants carry an excuse: too many")
    share = (len(made) - len(alive)) / max(1, len(made))
    figure = f"{share:.1%} of {len(made)}, {explained} equivalent by their author's word"
    return Proof("small changes of the reference lose points", figure, against)


def _killed(course: Course, mutant: Mutant) -> bool:
    """Whether any case fails on the mutant."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in course.assignment.modules:
            source = (course.folders.solution / f"{name}.py").read_text(encoding="utf-8")
            text = mutant.source if name == mutant.module else source
            Path(scratch, f"{name}.py").write_text(text, encoding="utf-8")
        try:
            with _processor_time(MUTANT_SECONDS):
                hand_in = vars(load_reference(Path(scratch), course.assignment.modules))
                return any(not v.passed for v in course.trial(hand_in))
        except (AssignmentError, TimeoutError):
            return True


@contextlib.contextmanager
def _processor_time(seconds: float) -> Iterator[None]:
    """``TimeoutError`` in what takes longer; in the main thread of a process."""

    def stop(*_: Any) -> None:
        raise TimeoutError(f"took longer than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def no_flakiness(course: Course, seeds: int) -> Proof:
    """5: right answers pass whatever the run seed."""
    tried = [(name, seed) for name in course.right for seed in range(1, seeds + 1)]
    against = [line for lines in each(course, _seed, tried, "answers on seeds") for line in lines]
    return Proof("no false failure", f"{seeds} run seeds, {len(course.right)} answers", against)


def _seed(course: Course, tried: tuple[str, int]) -> list[str]:
    name, seed = tried
    hand_in = course.right[name]
    return [
        f"{name}, seed {seed}: {_line(v)}{_inputs(course, hand_in, v, seed)}"
        for v in course.trial(hand_in, seed=seed)
        if not v.passed
    ]


def no_leak(course: Course) -> Proof:
    """6: nothing of the hidden tests, solutions and known mistakes is in what students get.

    That hidden cases tell no value is seen with the known mistakes.
    """
    against = leaks(student_files(course.folders), course)
    return Proof("nothing hidden in the student folder", "every statement", against)


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
    list(course.trial(vars(course.reference)))  # fills the memo
    run = course.trial(vars(course.reference))
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
    names = [m.name for m in course.misconceptions]
    caught = sum(each(course, _caught_in_public, names, "mistakes in public"))
    share = caught / max(1, len(names))
    return Proof("known mistakes that the public tests alone catch", f"{share:.0%}")


def _caught_in_public(course: Course, name: str) -> bool:
    m = course.misconception(name)
    found = course.trial(m.as_hand_in(vars(course.reference)), oracle=False)
    return any(v.status == FAILED and not v.question.hidden for v in found)


def proofs(
    course: Course, *, seeds: int = 0, count: int = MUTANTS, quick: bool = False
) -> Iterator[Proof]:
    """The proofs, one by one; the ``quick`` ones are those that ``build`` asks for.

    Where right answers lose points, the rest would prove nothing and is left out.
    """
    yield (first := right_answers(course))
    if not first.holds:
        return
    yield questions_stand_alone(course)
    yield mistakes_are_caught(course)
    yield no_leak(course)
    if not quick:
        yield mutants_are_killed(course, count)
        yield no_flakiness(course, seeds)
        yield cost(course)
        yield public_alone(course)


def fingerprint(folders: Folders) -> str:
    """A hash over all that the proofs depend on: the assignment, what proves it, versions."""
    trees = (folders.assignment, folders.solution, folders.public, folders.hidden)
    files = {
        str(path.relative_to(tree.parents[1])): path.read_bytes()
        for tree in trees
        for path in tree.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    framework = {f"autograder/{name}": path.read_bytes() for name, path in sources(PROVING)}
    versions = {"versions": f"{sys.version} {np.__version__}".encode()}
    return content_hash({**files, **framework, **versions})


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
    return f"{_place(v)}: {v.detail.splitlines()[0][:200]}"


def _inputs(course: Course, hand_in: Functions, v: Verdict, seed: int = 0) -> str:
    """The last call of a failed case, by the shapes of its arguments; the case is run once more."""
    recorder = Recorder(hand_in)
    env = {**recorder.proxies(), "reference": course.reference}
    with contextlib.suppress(Exception):
        v.case.run(env, seed=seed, oracle=vars(course.reference), memo=course.memo)
    calls = recorder.log.forget()
    if not calls:
        return ""
    last = calls[-1]
    shapes = (str(a.shape) if isinstance(a, np.ndarray) else "..." for a in last.before)
    return f" [in {last.function}({', '.join(shapes)})]"
