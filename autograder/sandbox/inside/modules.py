"""The modules that an assignment names are those of the hand-in, in packages or not.

Executed outside the package, in the sandbox; knows nothing secret.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from . import cells


def file_of(name: str, folder: Path) -> Path:
    """The file that holds a module of the hand-in."""
    return folder / f"{name.replace('.', os.sep)}.py"


def packages_around(name: str) -> list[str]:
    """The packages in which a module lies, outer ones first."""
    parts = name.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts))]


def make_packages(
    name: str, folder: Path, do_without: Callable[[BaseException], bool]
) -> dict[str, BaseException]:
    """Import the packages around a module from the hand-in, whatever is installed by their names.

    One without a file of its own is an empty one. One whose file fails stays as far as it came: a
    package often imports all its modules, and one that cannot be imported is not the others' fault.
    ``do_without`` says whether the import is worth another try. Returns the error of each package
    that failed just now.
    """
    failed: dict[str, BaseException] = {}
    for package in packages_around(name):
        home = folder.joinpath(*package.split("."))
        if str(home) in getattr(sys.modules.get(package), "__path__", ()):
            continue
        if not (home / "__init__.py").is_file():
            _registered(package, ModuleType(package)).__path__ = [str(home)]
            continue
        again = True
        while again:
            again = False
            try:
                execute(entered(package, home / "__init__.py", [str(home)]))
            except BaseException as error:
                again = do_without(error)
                if not again:
                    failed[package] = error
    return failed


def already_imported(name: str, path: Path) -> ModuleType | None:
    """The module, where another one of the hand-in has imported it."""
    module = sys.modules.get(name)
    return module if getattr(module, "__file__", None) == str(path) else None


def entered(name: str, path: Path, package: list[str] | None = None) -> ModuleType:
    """The module at ``path``, not executed yet, where ``import`` finds it."""
    spec: Any = importlib.util.spec_from_file_location(
        name, path, loader=cells.HandedIn(name, str(path)), submodule_search_locations=package
    )
    return _registered(name, importlib.util.module_from_spec(spec))


def execute(module: ModuleType) -> None:
    """Execute a module that was entered."""
    spec: Any = module.__spec__
    spec.loader.exec_module(module)


def _registered(name: str, module: ModuleType) -> ModuleType:
    sys.modules[name] = module
    package, _, last = name.rpartition(".")
    if package:
        setattr(sys.modules[package], last, module)
    return module
