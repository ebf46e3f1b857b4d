"""Helpers that several tests of an assignment share: ``from shared.inputs import batch``.

They lie in ``tests/HW/shared/``, those that students must not see in ``tests/HW/hidden/shared/``.
Two assignments may have helpers of one name: each test file gets its own.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.errors import AssignmentError

SHARED_FOLDER = "shared"
"""The package as which they are imported, and the folder in which they lie."""
Helpers = Mapping[str, Path]
"""The name of each helper, as in "inputs" -> its file."""


def helpers_of(sources: Mapping[Path, bytes]) -> dict[str, Path]:
    """The helpers in files (path -> content); ``AssignmentError`` where two have one name."""
    found: dict[str, Path] = {}
    for path in sorted(sources):
        if path.stem in found:
            raise AssignmentError(
                f"{path}: the name is taken by {found[path.stem]}: rename one of the two files"
            )
        found[path.stem] = path
    return found


def helpers_used(source: bytes, helpers: Helpers, sources: Mapping[Path, bytes]) -> set[str]:
    """The helpers that a file imports, and those that these import, and so on."""
    used: set[str] = set()
    todo = _imported(source, helpers)
    while todo:
        name = todo.pop()
        if name not in used:
            used.add(name)
            todo |= _imported(sources[helpers[name]], helpers)
    return used


def _imported(source: bytes, helpers: Helpers) -> set[str]:
    """The helpers that stand in the import statements of a file."""
    if not helpers:  # most assignments have none, and a parse takes longer than the rest
        return set()
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            within = f"{SHARED_FOLDER}." * bool(node.level)  # in a helper, from one beside it
            module = f"{within}{node.module or ''}".rstrip(".")
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return {name for name in helpers if f"{SHARED_FOLDER}.{name}" in found}


@contextmanager
def importable(helpers: Helpers, sources: Mapping[Path, bytes]) -> Iterator[None]:
    """Let ``import`` find ``helpers`` as modules of ``shared`` for the duration of a block."""
    if not helpers:
        yield
        return
    before = _taken_out()
    finder: Any = _Finder(helpers, sources)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _taken_out()
        sys.modules.update(before)


def _taken_out() -> dict[str, ModuleType]:
    """What is loaded as ``shared``, taken out of sys.modules."""
    below = f"{SHARED_FOLDER}."
    names = [name for name in sys.modules if name == SHARED_FOLDER or name.startswith(below)]
    return {name: sys.modules.pop(name) for name in names}


class _Finder:
    """Finds helpers, whose sources need not lie on the disk."""

    def __init__(self, helpers: Helpers, sources: Mapping[Path, bytes]) -> None:
        self._helpers, self._sources = helpers, sources

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The way to a helper, or to the package of all; None for any other name."""
        package, _, helper = name.partition(".")
        if package != SHARED_FOLDER or (helper and helper not in self._helpers):
            return None
        loader: Any = self
        return importlib.util.spec_from_loader(name, loader, is_package=not helper)

    def create_module(self, spec: ModuleSpec) -> None:
        """A new module, as for any file."""

    def exec_module(self, module: ModuleType) -> None:
        """Execute the helper; there is nothing to execute for the package."""
        helper = module.__name__.partition(".")[2]
        if helper:
            path = self._helpers[helper]
            module.__file__ = str(path)
            # An assertion is a verdict, whatever Python was started with.
            exec(compile(self._sources[path], str(path), "exec", optimize=0), vars(module))


class _InTests:
    """Finds the helpers where Otter, which knows nothing of them, executes test files.

    It does so in the folder that holds ``tests/``: a student's, or that of a submission.
    """

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The package of helpers below the working directory; None for any other name."""
        folder = Path("tests", SHARED_FOLDER).absolute()
        if name != SHARED_FOLDER or not folder.is_dir():
            return None
        spec = ModuleSpec(SHARED_FOLDER, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        return spec


sys.meta_path.append(_InTests)
