"""Puts answers together inside the sandbox, where the package is not: the right one lies apart.

Copied beside the modules of a hand-in that the proofs make.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

APART = Path(__file__).with_name("_apart")
Names = dict[str, Any]
WRONG_LIVES_IN = ("autograder.assignment", "autograder.assignment.misconceptions")
OLD_HOME = "autograder.misconception"


def complete(names: Names, module: str) -> None:
    """Give ``module`` what it lacks of the right one."""
    for name, value in vars(_right()[module]).items():
        names.setdefault(name, value)


def fill(names: Names, module: str, *functions: str) -> None:
    """Give ``module`` these functions of the right one."""
    right = vars(_right()[module])
    names.update({name: right[name] for name in functions})


def err(names: Names, module: str, mistake: str) -> None:
    """Put a known mistake into ``module``, whose other functions then call it."""
    variant = _variants()[mistake]
    names[variant.replaces] = variant.function
    if variant.forward is not None:
        names[variant.replaces.replace("_backward", "_forward")] = variant.forward


class _Variant:
    def __init__(self, replaces: str, function: Any, forward: Any) -> None:
        self.replaces, self.function, self.forward = replaces, function, forward


@functools.cache
def _right() -> dict[str, ModuleType]:
    """The modules apart, by name."""
    names = [path.stem for path in sorted(APART.glob("*.py")) if path.stem != "misconceptions"]
    with _taking([]):
        loaded: dict[str, ModuleType] = {}
        for name in names:
            loaded[name] = _load(name)
        return loaded


@functools.cache
def _variants() -> dict[str, _Variant]:
    """The known mistakes by name; they call the right functions, whatever the hand-in has."""
    found: dict[str, _Variant] = {}

    def wrong(replaces: str, title: str, **about: Any) -> Callable[[Any], _Variant]:
        def declare(function: Any) -> _Variant:
            variant = _Variant(replaces, function, about.get("forward"))
            found[function.__name__] = variant
            function.__name__ = replaces
            return variant

        return declare

    stand_ins = [ModuleType(n) for n in ("autograder", *WRONG_LIVES_IN, OLD_HOME)]
    for module in stand_ins:
        vars(module)["wrong"] = wrong
    with _taking([*_right().values(), *stand_ins]):
        _load("misconceptions")
    return found


@contextmanager
def _taking(modules: list[ModuleType]) -> Iterator[None]:
    """Let ``import`` find ``modules`` and those apart; afterwards what it found before."""
    names = {m.__name__ for m in modules} | {path.stem for path in APART.glob("*.py")}
    before = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    sys.modules.update({m.__name__: m for m in modules})
    sys.path.insert(0, str(APART))
    try:
        yield
    finally:
        sys.path.remove(str(APART))
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(before)


def _load(name: str) -> ModuleType:
    """The module of that name apart; one that another one has imported already is the same."""
    if name in sys.modules:
        return sys.modules[name]
    spec: Any = importlib.util.spec_from_file_location(name, APART / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
