"""What changed decides what is proven again: functions, questions and known mistakes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path

from autograder.assignment.definitions import lines_of, reached
from autograder.assignment.misconceptions import files_of_mistakes
from autograder.assignment.settings import COURSE_FILE
from autograder.publish.proofs.answers import Answers
from autograder.publish.watching.files import FileContents, changed_files


@dataclass
class Scope:
    """What a save can have changed."""

    questions: set[str] = field(default_factory=set)
    """whose cases are run on the right answers, by the names of their public halves"""
    functions: set[str] = field(default_factory=set)
    """functions and classes of the reference of which small changes are tried"""
    mistakes: set[str] = field(default_factory=set)
    """known mistakes that are graded"""
    alternatives: set[str] = field(default_factory=set)
    """alternatives that are graded on all questions"""

    def add(self, other: Scope) -> None:
        """Take in what another one holds."""
        self.questions |= other.questions
        self.functions |= other.functions
        self.mistakes |= other.mistakes
        self.alternatives |= other.alternatives


def everything(answers: Answers) -> Scope:
    """Every question on the right answers, and no more: what a watch begins with."""
    return Scope(questions={question.base for question in answers.questions})


def scope_of(answers: Answers, before: FileContents, after: FileContents) -> Scope:
    """What can come out otherwise than ``before``; ``answers`` is what is there ``after``."""
    scope = Scope()
    modules = {path: module for module, path in answers.answer.paths.items()}
    for path in changed_files(before, after):
        names = changed_names(before.get(path), after.get(path))
        if path in modules:
            scope.add(_of_functions(answers, names))
        elif path in files_of_mistakes(answers.folders.solution).values():
            scope.add(_of_mistakes(answers, path, names))
        else:
            scope.add(_of_file(answers, path, names))
    return scope


def _of_functions(answers: Answers, names: Set[str]) -> Scope:
    """What meets functions of the reference that differ."""
    return Scope(
        questions={question.base for name in names for question in answers.touched(name)},
        functions=set(names),
        mistakes={m.name for m in answers.misconceptions if m.target in names},
    )


def _of_mistakes(answers: Answers, path: Path, names: Set[str]) -> Scope:
    """The known mistakes that differ, or that use a helper which does."""
    uses = _uses(path)
    known = {m.name for m in answers.misconceptions}
    return Scope(mistakes={name for name in known if reached([name], uses) & names})


def _of_file(answers: Answers, path: Path, names: Set[str]) -> Scope:
    """What meets a file that is no part of the reference."""
    folders = answers.folders
    if path.is_relative_to(folders.solution / "alternatives"):
        top = path.relative_to(folders.solution / "alternatives").parts[0]
        return Scope(alternatives={Path(top).stem} & answers.right.keys())
    if path == folders.probes:
        asked = {q.base for q in answers.questions for c in q.cases if names & {*c.parameters}}
        return _of_questions(answers, asked)
    if path.is_relative_to(folders.public.parent):
        return _of_questions(answers, {q.base for q in answers.questions if str(path) in q.sources})
    settings = path.name in ("assignment.toml", COURSE_FILE) or path.is_relative_to(
        folders.assignment / "files"
    )
    return everything(answers) if settings else Scope()


def _of_questions(answers: Answers, asked: Iterable[str]) -> Scope:
    """What meets questions whose cases differ."""
    asked = set(asked)
    return Scope(
        questions=asked,
        functions={name for question in asked for name in answers.functions(question)},
        mistakes={m.name for m in answers.misconceptions if m.question in asked},
    )


def _uses(path: Path) -> dict[str, set[str]]:
    """Each function at the top of a file -> the names that stand in it, its decorators' too."""
    defined = lines_of(path).keys()
    found: dict[str, set[str]] = {}
    for node in ast.parse(path.read_bytes()).body:
        name = getattr(node, "name", "")
        if name in defined:
            parts = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
            found[name] = {n.id for n in parts}
    return found


def changed_names(before: bytes | None, after: bytes | None) -> set[str]:
    """The functions, classes and constants at the top of a module that are not what they were.

    Where something else of the module differs, as an import, or one of the two is no Python, all of
    them count. Comments and layout do not.
    """
    old, new = _definitions_of(before), _definitions_of(after)
    if old is None or new is None or old.get("") != new.get(""):
        return {*(old or {}), *(new or {})} - {""}
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _definitions_of(source: bytes | None) -> dict[str, str] | None:
    """Each name at the top of a module -> what it is; what has none under the empty name."""
    if source is None:
        return {"": ""}
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    found = {"": ""}
    for node in tree.body:
        names = [""]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)] or [""]
        for name in names:
            found[name] = found.get(name, "") + ast.dump(node)
    return found
