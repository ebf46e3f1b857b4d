"""Proof 12: what hand-ins and tests import is there where they are graded.

Students may import what ``imports`` of assignment.toml lists; the grading image has NumPy, what
``requirements`` lists and what these need, which is what the lock file pins.
"""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from autograder.assignment.definitions import parsed
from autograder.assignment.misconceptions import MISCONCEPTIONS, files_of_mistakes
from autograder.assignment.settings import with_line
from autograder.checks.shared import SHARED_FOLDER
from autograder.publish.lock import LOCK
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.proof import Proof

ALWAYS_INSTALLED = ("autograder", "numpy")
"""What is there wherever a hand-in is graded."""


def imports_are_listed(answers: Answers) -> Proof:
    """Look for imports that neither ``imports`` nor ``requirements`` of the assignment cover, and
    for modules whose own name is taken.
    """
    folders, assignment = answers.folders, answers.assignment
    own = {module.partition(".")[0] for module in assignment.imported}
    students = {*answers.answer.paths.values(), *([folders.probes] if folders.probes else [])}
    students |= set((folders.solution / "alternatives").rglob("*.py"))
    listed = {*own, *ALWAYS_INSTALLED, *(name.partition(".")[0] for name in assignment.imports)}
    listed |= {path.stem for path in students}
    against = [
        f"{where}: imports {name}, which imports = [...] of assignment.toml does not list: add it "
        "there, and its package to requirements"
        for path in sorted(students)
        for where, name in _imports_in(answers, path, listed)
    ]
    lock = folders.assignment / LOCK
    pinned = _pinned_names(lock.read_text(encoding="utf-8")) if lock.is_file() else None
    graders = {*folders.tests, *folders.shared, *folders.hidden_shared}
    graders |= {*files_of_mistakes(folders.solution).values()}
    probes = [MISCONCEPTIONS, *([folders.probes.stem] if folders.probes else [])]
    brought = {*own, *ALWAYS_INSTALLED, SHARED_FOLDER, *probes}
    against += [
        f"{where}: imports {name}, which the grading image does not have: add its package to "
        f"requirements in assignment.toml, and run autograder lock {folders.name}"
        for path in sorted(graders)
        for where, name in _imports_in(answers, path, brought)
        if pinned is not None and not _is_pinned(name, pinned)
    ]
    against += list(_taken_names(answers))
    figure = f"{len(students | graders)} files, {', '.join(assignment.imports) or 'none'} listed"
    return Proof("what is imported is listed", figure, against)


def _taken_names(answers: Answers) -> Iterator[str]:
    """Modules of the assignment that are called as one that is there wherever they are imported.

    In the student's folder, whatever imports the other one is given theirs, pytest included.
    """
    settings = answers.folders.assignment / "assignment.toml"
    shown = settings.relative_to(answers.folders.root).as_posix()
    for module in answers.assignment.imported:
        top = module.partition(".")[0]
        if top in sys.stdlib_module_names or top in (*ALWAYS_INSTALLED, "pytest"):
            told = f"{settings}: module {module!r} has the name of one that Python or a package"
            place = with_line(settings, told).removeprefix(str(settings))
            yield f"{shown}{place} brings, which others could no longer import: call it my_{top}"


def _imports_in(answers: Answers, path: Path, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each package that a file imports, but those ``known`` and Python's own: place and name."""
    shown = path.relative_to(answers.folders.root).as_posix()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names = [node.module]
        else:
            continue
        for name in dict.fromkeys(name.partition(".")[0] for name in names):
            if name not in known and name not in sys.stdlib_module_names:
                yield f"{shown}:{node.lineno}", name


def _pinned_names(lock: str) -> set[str]:
    """The packages that a lock file pins, their names written alike."""
    return {_package_key(name) for name in re.findall(r"^([\w.-]+)==", lock, re.M)}


def _is_pinned(module: str, pinned: Collection[str]) -> bool:
    """Whether a package that brings ``module`` is pinned; by its name where none is here."""
    packages = _packages().get(module, [module])
    return any(_package_key(package) in pinned for package in packages)


@functools.cache
def _packages() -> Mapping[str, list[str]]:
    """Each module of this environment -> the packages that bring it."""
    return importlib.metadata.packages_distributions()


def _package_key(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
