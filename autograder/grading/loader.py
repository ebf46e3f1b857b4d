"""The loader puts an answer together in the sandbox, where the package is not.

Copied beside the modules of a hand-in that the proofs make.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

BESIDE = Path(__file__).with_name("_apart")
"""The folder with the right answer and the known mistakes, beside the hand-in."""
Names = dict[str, Any]
"""The global names of a hand-in's module, which the loader completes."""
WRONG_LIVES_IN = ("autograder.assignment", "autograder.assignment.misconceptions")
"""The modules from which ``misconceptions.py`` imports ``wrong``: a stand-in takes their place."""
OLD_HOME = "autograder.misconception"
"""Where ``wrong`` was in version 0.1, whose courses still import it from there."""


def fill(names: Names, module: str, *functions: str) -> None:
    """Give ``module`` these functions of the right one."""
    right = vars(_right()[module])
    names.update({name: right[name] for name in functions})


def err(names: Names, module: str, mistake: str) -> None:
    """Put a known mistake into ``module``, whose other functions then call it."""
    variant = _variants()[mistake]
    target, _, method = variant.replaces.partition(".")
    if method:  # in the class itself: its subclasses inherit the mistake
        setattr(names[target], method, variant.function)
    else:
        names[target] = variant.function
    if variant.forward is not None:
        names[variant.replaces.replace("_backward", "_forward")] = variant.forward


class _Variant:
    def __init__(self, replaces: str, function: Any, forward: Any) -> None:
        self.replaces, self.function, self.forward = replaces, function, forward


@functools.cache
def _right() -> dict[str, ModuleType]:
    """The modules apart, by name."""
    with _taking([]):
        return {name: _load(name) for name in _apart() if not _declares(name)}


def _declares(name: str) -> bool:
    """Whether known mistakes are declared in a module apart."""
    return name.partition(".")[0] == "misconceptions"


def _apart() -> list[str]:
    """The names of the modules apart, packages before what lies in them."""
    found = []
    for path in sorted(BESIDE.rglob("*.py")):
        parts = path.relative_to(BESIDE).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return sorted(found, key=lambda name: name.count("."))


@functools.cache
def _variants() -> dict[str, _Variant]:
    """The known mistakes by name; they call the right functions, whatever the hand-in has."""
    found: dict[str, _Variant] = {}

    def wrong(replaces: str, title: str, **about: Any) -> Callable[[Any], _Variant]:
        def declare(function: Any) -> _Variant:
            variant = _Variant(replaces, function, about.get("forward"))
            found[function.__name__] = variant
            function.__name__ = replaces.rpartition(".")[2]
            return variant

        return declare

    stand_ins = [ModuleType(n) for n in ("autograder", *WRONG_LIVES_IN, OLD_HOME)]
    for module in stand_ins:
        vars(module)["wrong"] = wrong
    with _taking([*_right().values(), *stand_ins]):
        for name in filter(_declares, _apart()):
            _load(name)
    return found


@contextmanager
def _taking(modules: list[ModuleType]) -> Iterator[None]:
    """Let ``import`` find ``modules`` and those apart; afterwards what it found before."""
    names = {name.partition(".")[0] for name in (*_apart(), *(m.__name__ for m in modules))}

    def out_of_the_way() -> dict[str, ModuleType]:
        taken = [name for name in sys.modules if name.partition(".")[0] in names]
        return {name: sys.modules.pop(name) for name in taken}

    before = out_of_the_way()
    sys.modules.update({m.__name__: m for m in modules})
    sys.meta_path.insert(0, _FinderApart)
    try:
        yield
    finally:
        sys.meta_path.remove(_FinderApart)
        out_of_the_way()
        sys.modules.update(before)


def _load(name: str) -> ModuleType:
    """The module of that name apart; one that another one has imported already is the same."""
    if name in sys.modules:
        return sys.modules[name]
    spec: Any = _FinderApart.find_spec(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    outer, _, last = name.rpartition(".")
    if outer:
        setattr(sys.modules[outer], last, module)
    spec.loader.exec_module(module)
    return module


class _FinderApart:
    """Finds the modules apart for ``import``, since the sandbox finds the hand-in's alone."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where the module of that name lies apart; None where there is none."""
        file, package = BESIDE.joinpath(*name.split(".")), None
        if file.is_dir():
            package, file = [str(file)], file / "__init__"
        source = file.with_suffix(".py")
        if not source.is_file():
            return None
        return importlib.util.spec_from_file_location(
            name, source, submodule_search_locations=package
        )
