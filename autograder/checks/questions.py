"""Test files as questions: loaded, validated and put in the order of their dependencies."""

from __future__ import annotations

import graphlib
import hashlib
import importlib.util
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.checks.cases import Case
from autograder.checks.context import HIDDEN_SUFFIX
from autograder.checks.shared import helpers_of, helpers_used, importable
from autograder.errors import AssignmentError, told_raised

NOTHING_SHARED: Mapping[Path, bytes] = {}


@dataclass(frozen=True)
class Question:
    """One test file: the public or the hidden half of a question."""

    name: str
    path: Path
    depends: tuple[str, ...]
    cases: tuple[Case, ...]
    digest: str = ""
    """SHA-256 of the file, and of the helpers that it imports"""
    sources: Mapping[str, str] = field(default_factory=dict)
    """the file and those helpers, path -> text"""

    @property
    def hidden(self) -> bool:
        """Whether this is the hidden half."""
        return self.name.endswith(HIDDEN_SUFFIX)

    @property
    def base(self) -> str:
        """The name without the mark of the hidden half."""
        return self.name.removesuffix(HIDDEN_SUFFIX)

    @cached_property
    def points(self) -> float:
        """The points of all cases."""
        return summed(c.points or 0.0 for c in self.cases)

    @property
    def bonus(self) -> bool:
        """Whether its points come on top of the assignment's total."""
        return self.cases[0].bonus


def summed(points: Iterable[float]) -> float:
    """The sum of points as it is written: 77 times 0.1 is 7.7."""
    return round(math.fsum(points), 6)


def total(questions: Iterable[Question]) -> float:
    """The points of an assignment, without those of bonus questions."""
    return summed(q.points for q in questions if not q.bonus)


def grading_order(questions: Iterable[Question]) -> list[Question]:
    """All public halves, then all hidden ones.

    Once hidden inputs have left the trusted process no public case runs any more: nothing that a
    hand-in could learn from them, by whatever way, is shown.
    """
    return sorted(questions, key=lambda q: q.hidden)


def load_questions(paths: Iterable[Path], shared: Iterable[Path] = ()) -> list[Question]:
    """Execute the test files; ``AssignmentError`` for one that is not a valid question.

    ``shared`` are the helpers that they may import. A question comes after those it depends on, its
    public half right before the hidden one.
    """
    tests, beside = ({path: path.read_bytes() for path in some} for some in (paths, shared))
    questions = questions_of(tests, beside)
    for question in questions:
        _refuse_half_hidden(question)
    return questions


def _refuse_half_hidden(question: Question) -> None:
    """``AssignmentError`` for a case that says ``hidden=True`` in a public half."""
    for case in question.cases:
        if case.hidden and not question.hidden:
            path = question.path
            raise AssignmentError(
                f"{path}:{case.line}: the case {case.name!r} says hidden=True in a file that its "
                f"name, {question.name!r}, makes public: a hidden case belongs in "
                f"{path.parents[1]}/hidden/{path.name}, where "
                f"name = {question.name + HIDDEN_SUFFIX!r}"
            )


def questions_of(
    sources: Mapping[Path, bytes], shared: Mapping[Path, bytes] = NOTHING_SHARED
) -> list[Question]:
    """The same of test files and helpers (path -> content) that need not lie on the disk."""
    by_name: dict[str, Question] = {}
    for path in sorted(sources):
        question = _load(path, sources[path], shared)
        if question.name in by_name:
            other = by_name[question.name].path
            raise AssignmentError(
                f"{path}:{_line_that_says('name', sources[path])}: the name {question.name!r} is "
                f"taken by {other}: give one of the two another name, or a hidden half its "
                f"{HIDDEN_SUFFIX!r}"
            )
        by_name[question.name] = question
    if not by_name:
        raise AssignmentError(
            "the assignment has no test files: write one, a question, in tests/HW/public/"
        )
    return [by_name[name] for name in _order(by_name)]


def _depends_of(question: Question) -> str:
    """The file and the line in which a question says on which others it depends."""
    text = question.sources[str(question.path)]
    return f"{question.path}:{_line_that_says('depends', text)}"


def _load(path: Path, source: bytes, shared: Mapping[Path, bytes]) -> Question:
    namespace = _executed(path, source, shared)
    name = namespace.get("name")
    if not isinstance(name, str) or not name:
        raise AssignmentError(
            f'{path}:1: the test file defines no name: write name = "{path.stem}", the question\'s'
        )
    if namespace.get("OK_FORMAT") is not False:
        raise AssignmentError(
            f"{path}:1: the test file does not say OK_FORMAT = False: make it the first line"
        )
    cases = tuple(v for v in namespace.values() if isinstance(v, Case))
    if not cases:
        raise AssignmentError(
            f"{path}:1: no case in it: put @case(points=1) above a function that calls the "
            "student's"
        )
    _check_cases(path, cases)
    depends = tuple(namespace.get("depends", ()))
    return Question(name, path, depends, cases, *_digest_and_texts(path, source, shared))


def _check_cases(path: Path, cases: tuple[Case, ...]) -> None:
    """``AssignmentError`` for a case without points, or with the name of one above it."""
    lines: dict[str | None, int] = {}
    for c in cases:
        if not _are_points(c.points):
            said = "" if c.points is None else f": they are a number from 0 on, not {c.points!r}"
            raise AssignmentError(
                f"{path}:{c.line}: the case {c.name!r} has no points{said}: write @case(points=1)"
            )
        if c.name in lines:
            raise AssignmentError(
                f"{path}:{c.line}: two cases are called {c.name!r}, here and in line "
                f"{lines[c.name]}: begin the docstring of one of them with other words"
            )
        lines[c.name] = c.line


def _are_points(points: object) -> bool:
    """Whether a case can be worth this; one that says what is wrong may cost nothing."""
    if isinstance(points, bool) or not isinstance(points, int | float):
        return False
    return 0 <= points < math.inf


def _line_that_says(word: str, source: bytes | str) -> int:
    """The line of a test file that says ``name = ...``, or ``depends = ...``; else the first."""
    text = source if isinstance(source, str) else source.decode(errors="replace")
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(word)), 1)


def _executed(path: Path, source: bytes, shared: Mapping[Path, bytes]) -> dict[str, Any]:
    """The global names of a test file; ``AssignmentError`` where it cannot be executed."""
    namespace: dict[str, Any] = {"__name__": f"question_{path.stem}", "__file__": str(path)}
    helpers = helpers_of(shared)
    try:
        code = compile(source, str(path), "exec", optimize=0)  # an assert is a verdict
        with importable(helpers, shared):
            exec(code, namespace)
    except Exception as error:
        raise AssignmentError(told_raised(path, error)) from None
    return namespace


def _digest_and_texts(
    path: Path, source: bytes, shared: Mapping[Path, bytes]
) -> tuple[str, dict[str, str]]:
    """What a test file and the helpers that it imports are known by, and their texts by path."""
    helpers = helpers_of(shared)
    used = [helpers[name] for name in sorted(helpers_used(source, helpers, shared))]
    digest = hashlib.sha256(source)
    for helper in used:
        digest.update(f"{helper.name}\0{len(shared[helper])}\0".encode() + shared[helper])
    contents = {path: source, **{helper: shared[helper] for helper in used}}
    texts = {str(file): importlib.util.decode_source(data) for file, data in contents.items()}
    return digest.hexdigest(), texts


def _order(by_name: dict[str, Question]) -> list[str]:
    """Questions right after those they depend on, else in the order of their files.

    The two halves of one come side by side, public first.
    """
    graph: dict[str, set[str]] = {}
    for question in by_name.values():
        needs = graph.setdefault(question.base, set())
        for needed in question.depends:
            if needed not in by_name:
                raise AssignmentError(
                    f"{_depends_of(question)}: depends on {needed!r}, which "
                    f"is no question: there are {', '.join(sorted(by_name))}"
                )
            needs.add(by_name[needed].base)
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        circle = list(dict.fromkeys(error.args[1]))
        first = next(q for q in by_name.values() if q.base in circle and q.depends)
        raise AssignmentError(
            f"{_depends_of(first)}: questions depend on each other: "
            f"{' on '.join([*circle, circle[0]])}: take one of them out of a depends = [...]"
        ) from None
    order: dict[str, None] = {}

    def place(base: str) -> None:
        for needed in sorted(graph[base]):
            place(needed)
        order[base] = None

    for base in graph:
        place(base)
    return [name for base in order for name in (base, base + HIDDEN_SUFFIX) if name in by_name]
