"""Proof 11: tests ask for what students write, all of it, and for nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.assignment.definitions import lines_of, reached
from autograder.assignment.markers import checked_stub
from autograder.checks.questions import Question
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.proof import Proof
from autograder.unpack import module_path

ALWAYS_THERE = ("env", "reference")
"""What a hidden case may ask for besides the student's names; a public one for ``env`` alone."""


def all_is_asked_for(answers: Answers) -> Proof:
    """Look for functions that students write and no case reaches, and for names nobody defines."""
    complete = unmarked(answers)
    written = {n: at for n, at in _all_places(answers).items() if n not in complete}
    asked = reached(answers.asked, answers.rubric.uses)
    untested = set(answers.assignment.untested)
    against = [
        f"{written[name]}: no test asks for {name}: write tests/{answers.folders.name}/public/"
        f"{name}.py, or take {name} out"
        for name in sorted(written.keys() - asked - untested)
    ]
    against += [
        f"assignments/{answers.folders.name}/assignment.toml: untested names {name}, which "
        f"{'a test asks for' if name in asked else 'students do not write'}: take it out there"
        for name in sorted((untested & asked) | (untested - written.keys()))
    ]
    against += [text for question in answers.questions for text in _unknown(answers, question)]
    return Proof("all that students write is asked for", f"{len(written)} names", against)


def unmarked(answers: Answers) -> dict[str, str]:
    """The functions and classes of the students' modules that they are given complete.

    Each is told with its file and line, from the course's folder on.
    """
    found: dict[str, str] = {}
    for module in answers.answer.own:
        before = bodies(answers.answer.texts[module_path(module)])
        after = bodies(checked_stub(answers.answer.paths[module]))
        found |= {n: at for n, at in _places(answers, module) if before[n] == after.get(n)}
    return found


def _all_places(answers: Answers) -> dict[str, str]:
    """Every function and class of the students' modules -> its file and line."""
    return {n: at for module in answers.answer.own for n, at in _places(answers, module)}


def _places(answers: Answers, module: str) -> Iterator[tuple[str, str]]:
    path = answers.answer.paths[module]
    shown = path.relative_to(answers.folders.root).as_posix()
    yield from ((name, f"{shown}:{lines[0]}") for name, lines in lines_of(path).items())


def bodies(source: str) -> dict[str, str]:
    """Each function or class of a module -> what it is, without its place and its comments."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {n.name: ast.dump(n) for n in ast.parse(source).body if isinstance(n, kinds)}


def _unknown(answers: Answers, question: Question) -> Iterator[str]:
    """What speaks against cases that ask for what neither the reference nor a probe defines."""
    there = vars(answers.rubric.reference).keys()
    path = question.path.relative_to(answers.folders.root).as_posix()
    for case in question.cases:
        for name in case.parameters:
            if name == "reference" and not question.hidden:
                remedy = "the right answers are there for hidden cases alone: move it to hidden/"
            elif name in there or name in ALWAYS_THERE:
                continue
            else:
                remedy = "neither the reference nor probes.py defines it: is it spelt right?"
            yield f"{path}:{case.line}, {case.name!r} asks for {name}: {remedy}"
