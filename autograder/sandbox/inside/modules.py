"""The modules that an assignment names are those of the hand-in, in packages or not.

Executed outside the package, in the sandbox; knows nothing secret.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from . import cells


def file_of(name: str, folder: Path) -> Path:
    """The file that holds a module of the hand-in."""
    return folder / f"{name.replace('.', os.sep)}.py"


def make_packages(name: str, folder: Path) -> None:
    """Import the packages around a module from the hand-in, whatever is installed by their names.

    One without a file of its own is an empty one.
    """
    parts = name.split(".")[:-1]
    for depth in range(1, len(parts) + 1):
        package, home = ".".join(parts[:depth]), folder.joinpath(*parts[:depth])
        if str(home) in getattr(sys.modules.get(package), "__path__", ()):
            continue
        if (home / "__init__.py").is_file():
            execute(entered(package, str(home / "__init__.py"), [str(home)]))
        else:
            _registered(package, ModuleType(package)).__path__ = [str(home)]


def already_imported(name: str, path: str) -> ModuleType | None:
    """The module, where another one of the hand-in has imported it."""
    module = sys.modules.get(name)
    return module if getattr(module, "__file__", None) == path else None


def entered(name: str, path: str, package: list[str] | None = None) -> ModuleType:
    """The module at ``path``, not executed yet, where ``import`` finds it."""
    spec: Any = importlib.util.spec_from_file_location(
        name, path, loader=cells.HandedIn(name, path), submodule_search_locations=package
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
