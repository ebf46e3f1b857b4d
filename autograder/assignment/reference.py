"""The reference and its known mistakes are loaded from an instructor's files as objects."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.assignment.definitions import definitions
from autograder.assignment.misconceptions import (
    MISCONCEPTIONS,
    Misconception,
    files_of_mistakes,
)
from autograder.errors import AssignmentError, told_raised
from autograder.unpack import module_path, packages_of, stage

ALTERNATIVES = "alternatives"
"""The folder of other right answers, beside the reference."""
Elsewhere = Mapping[str, Path]
"""The folders of the modules that do not lie beside the others."""
NOWHERE_ELSE: Elsewhere = {}
ChangeOfNames = Callable[[dict[str, Any]], None]
"""Changes the names of a module that nobody else uses, as a known mistake does by ``put_into``."""


def load_reference(
    folder: Path,
    modules: Sequence[str],
    elsewhere: Elsewhere = NOWHERE_ELSE,
    probes: Path | None = None,
    change: ChangeOfNames | None = None,
) -> ModuleType:
    """A module ``reference`` that holds all names of ``modules``, which lie in ``folder``.

    Those of ``probes``, a file, are among them: it is executed beside the others. A ``change`` is
    made in every module, so that whatever calls what is changed meets it.
    """
    merged = ModuleType("reference")
    loaded = _load(folder, modules, elsewhere)
    if change is not None:
        for module in loaded.values():
            change(vars(module))
    found = [loaded[name] for name in modules]
    for module in [*found, *([] if probes is None else [_execute_beside(loaded, probes)])]:
        vars(merged).update({k: v for k, v in vars(module).items() if not k.startswith("__")})
    return merged


def load_alternatives(
    folder: Path, modules: Sequence[str], elsewhere: Elsewhere, right: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """The names of every answer in ``folder/alternatives``; those that one lacks are ``right``."""
    found: list[Mapping[str, Any]] = []

    def complete(names: dict[str, Any]) -> None:
        names.update({name: value for name, value in right.items() if name not in names})

    for path in sorted((folder / ALTERNATIVES).glob("[a-z]*")):
        with tempfile.TemporaryDirectory() as scratch:
            own = stage(path, list(modules), Path(scratch)).found
            homes = {
                **dict.fromkeys(modules, folder),
                **elsewhere,
                **dict.fromkeys(own, Path(scratch)),
            }
            loaded = load_reference(Path(scratch), modules, homes, change=complete)
            found.append(vars(loaded))
    return found


def defining_modules(
    folder: Path, modules: Sequence[str], elsewhere: Elsewhere = NOWHERE_ELSE
) -> dict[str, str]:
    """Each name defined at the top of ``modules``, which lie in ``folder`` -> its module.

    What a module imports from another one is that other one's.
    """
    found: dict[str, str] = {}
    for module in modules:
        path = elsewhere.get(module, folder) / module_path(module)
        found |= dict.fromkeys(definitions(path), module)
    return found


def package_files(
    folder: Path, modules: Sequence[str], elsewhere: Elsewhere = NOWHERE_ELSE
) -> dict[str, bytes]:
    """The ``__init__.py`` of every package in which a module lies; empty where it has none.

    Its path is relative to where imports begin. The assignment's own goes before those of earlier
    ones, which count in the packages from which a module is brought along.
    """
    found: dict[str, bytes] = {}
    for package in packages_of(modules):
        name = f"{package.replace('.', '/')}/__init__.py"
        homes = _homes(package, folder, elsewhere)
        there = [home / name for home in homes if (home / name).is_file()]
        found[name] = there[0].read_bytes() if there else b""
    return found


def _homes(package: str, folder: Path, elsewhere: Elsewhere) -> list[Path]:
    """Where files of a package may lie."""
    brought = [home for m, home in elsewhere.items() if m.startswith(f"{package}.")]
    return list(dict.fromkeys([folder, *brought]))


def load_misconceptions(
    folder: Path, modules: Sequence[str], elsewhere: Elsewhere = NOWHERE_ELSE
) -> list[Misconception]:
    """The wrong variants in ``folder``, in the order of their files; none where there are none.

    They stand in ``misconceptions.py`` or in the files of ``misconceptions/``. ``AssignmentError``
    where there are both, where two have one name, or where a file cannot be run.
    """
    files = files_of_mistakes(folder)
    if not files:
        return []
    beside = _load(folder, modules, elsewhere)
    with _importable(beside, [MISCONCEPTIONS, *beside]) as loaded:
        if MISCONCEPTIONS not in files:  # a package without an __init__.py
            _make_package(MISCONCEPTIONS, [folder])
        for name, path in files.items():
            if name not in sys.modules:  # another one of them may have imported it
                package = [str(path.parent)] if path.stem == "__init__" else None
                _execute(name, path, package)
    variants = [v for name in files for v in vars(loaded[name]).values()]
    found = list({id(v): v for v in variants if isinstance(v, Misconception)}.values())
    names = [m.name for m in found]
    for name in names:
        if names.count(name) > 1:
            where = files.get(MISCONCEPTIONS, folder / MISCONCEPTIONS)
            raise AssignmentError(
                f"{where}: two variants are called {name!r}: rename the function of one of them"
            )
    return found


Loaded = dict[str, ModuleType]
"""Modules by name, with the packages in which they lie and what they imported from these."""


def _load(folder: Path, modules: Sequence[str], elsewhere: Elsewhere) -> Loaded:
    """Execute ``modules``, each where the ones before it can be imported."""
    with _importable({}, modules) as loaded:
        for name in modules:
            path = elsewhere.get(name, folder) / module_path(name)
            if not path.exists():
                raise AssignmentError(
                    f"{folder}: the reference {module_path(name)} is missing: write it, or take "
                    f"{name!r} out of modules in assignment.toml"
                )
            for package in packages_of([name]):
                if package not in sys.modules:
                    _make_package(package, _homes(package, folder, elsewhere))
            if name not in sys.modules:  # a package's __init__.py may have imported it
                _execute(name, path)
    return loaded


def _make_package(name: str, homes: Sequence[Path]) -> None:
    """A package whose modules may lie in several folders, and that need not have a file."""
    folders = [home / name.replace(".", "/") for home in homes]
    there = [str(folder) for folder in folders if folder.is_dir()]
    starts = [folder / "__init__.py" for folder in folders if (folder / "__init__.py").is_file()]
    if starts:
        _execute(name, starts[0], there)
        return
    module = ModuleType(name)
    module.__path__ = there
    _enter(name, module)


def _execute_beside(loaded: Loaded, path: Path) -> ModuleType:
    """The file at ``path``, executed where ``loaded`` can be imported."""
    with _importable(loaded, [path.stem, *loaded]):
        return _execute(path.stem, path)


def _execute(name: str, path: Path, package: list[str] | None = None) -> ModuleType:
    spec: Any = importlib.util.spec_from_file_location(
        name, path, submodule_search_locations=package
    )
    module = importlib.util.module_from_spec(spec)
    _enter(name, module)
    try:
        with _as_in_a_notebook(module):
            spec.loader.exec_module(module)
    except Exception as error:
        raise AssignmentError(told_raised(path, error)) from error
    return module


@contextlib.contextmanager
def _as_in_a_notebook(module: ModuleType) -> Iterator[None]:
    """Let cells show what they like, in a ``with`` block: nobody looks, and no window opens."""
    vars(module)["display"] = print  # beside a hand-in too
    os.environ.setdefault("MPLBACKEND", "Agg")
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _enter(name: str, module: ModuleType) -> None:
    """Let ``import`` find a module by its name, and in its package."""
    sys.modules[name] = module
    package, _, last = name.rpartition(".")
    if package:
        setattr(sys.modules[package], last, module)


@contextlib.contextmanager
def _importable(loaded: Loaded, modules: Sequence[str]) -> Iterator[Loaded]:
    """Let ``import`` find ``loaded``, and what is loaded in a ``with`` block, for its duration.

    Whatever else has the names of ``modules`` or of their packages is out of the way meanwhile.
    Yields a dict that holds what is found under these names at the end.
    """
    tops = {name.partition(".")[0] for name in modules}

    def taken() -> Loaded:
        return {n: m for n, m in sys.modules.items() if n.partition(".")[0] in tops}

    before = taken()
    found: Loaded = {}
    for name in before:
        del sys.modules[name]
    sys.modules.update(loaded)
    try:
        yield found
    finally:
        found |= taken()
        for name in found:
            del sys.modules[name]
        sys.modules.update(before)
