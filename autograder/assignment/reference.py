"""The reference and its known mistakes are loaded from an instructor's files as objects."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.assignment.definitions import definitions
from autograder.assignment.misconceptions import Misconception
from autograder.errors import AssignmentError

Elsewhere = Mapping[str, Path]
"""The folders of the modules that do not lie beside the others."""
NOWHERE_ELSE: Elsewhere = {}


def load_reference(
    folder: Path,
    modules: Sequence[str],
    elsewhere: Elsewhere = NOWHERE_ELSE,
    probes: Path | None = None,
) -> ModuleType:
    """A module ``reference`` that holds all names of ``modules``, which lie in ``folder``.

    Those of ``probes``, a file, are among them: it is executed beside the others.
    """
    merged = ModuleType("reference")
    loaded = _load(folder, modules, elsewhere)
    for module in [*loaded, *_load_beside(loaded, probes)]:
        vars(merged).update({k: v for k, v in vars(module).items() if not k.startswith("__")})
    return merged


def load_probes(
    path: Path,
    folder: Path,
    modules: Sequence[str],
    elsewhere: Elsewhere,
    replaced: Mapping[str, Any],
) -> dict[str, Any]:
    """The names of ``path``, executed beside a reference in which some names are ``replaced``."""
    loaded = _load(folder, modules, elsewhere)
    for module in loaded:
        vars(module).update({k: v for k, v in replaced.items() if k in vars(module)})
    (probes,) = _load_beside(loaded, path)
    return vars(probes)


def defining_modules(
    folder: Path, modules: Sequence[str], elsewhere: Elsewhere = NOWHERE_ELSE
) -> dict[str, str]:
    """Each name defined at the top of ``modules``, which lie in ``folder`` -> its module.

    What a module imports from another one is that other one's.
    """
    found: dict[str, str] = {}
    for module in modules:
        path = elsewhere.get(module, folder) / f"{module}.py"
        found |= dict.fromkeys(definitions(path), module)
    return found


def load_misconceptions(
    folder: Path, modules: Sequence[str], elsewhere: Elsewhere = NOWHERE_ELSE
) -> list[Misconception]:
    """The wrong variants in ``folder/misconceptions.py``; none where there is no such file.

    ``AssignmentError`` where two have one name or the file cannot be run.
    """
    path = folder / "misconceptions.py"
    if not path.exists():
        return []
    with _importable({m.__name__: m for m in _load(folder, modules, elsewhere)}):
        variants = vars(_execute("misconceptions", path)).values()
    found = [v for v in variants if isinstance(v, Misconception)]
    names = [m.name for m in found]
    for name in names:
        if names.count(name) > 1:
            raise AssignmentError(f"{path}: two variants are called {name!r}")
    return found


def _load(folder: Path, modules: Sequence[str], elsewhere: Elsewhere) -> list[ModuleType]:
    loaded: list[ModuleType] = []
    for name in modules:
        path = elsewhere.get(name, folder) / f"{name}.py"
        if not path.exists():
            raise AssignmentError(f"{folder}: the reference {name}.py is missing")
        with _importable({m.__name__: m for m in loaded}):
            loaded.append(_execute(name, path))
    return loaded


def _load_beside(loaded: Sequence[ModuleType], path: Path | None) -> list[ModuleType]:
    """The file at ``path``, executed where ``loaded`` can be imported; none where it is None."""
    if path is None:
        return []
    with _importable({m.__name__: m for m in loaded}):
        return [_execute(path.stem, path)]


def _execute(name: str, path: Path) -> ModuleType:
    spec: Any = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise AssignmentError(f"{path}: {type(error).__name__}: {error}") from error
    return module


@contextmanager
def _importable(modules: dict[str, ModuleType]) -> Iterator[None]:
    """Let ``import`` find ``modules`` by name for the duration of a ``with`` block."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
