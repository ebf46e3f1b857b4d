"""What Python and NumPy are before the hand-in comes, and what it replaces of them.

A hand-in may say ``builtins.sum = np.sum``. The modules beside it see builtins and modules as these
are now: builtins of their own (``__main__.py``), and copies of the modules that they import.
Executed outside the package, in the sandbox; standard library only.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from types import ModuleType

SAME = "sys"
"""The module that is not copied: what is printed goes where its ``stdout`` says."""
MAX_TOLD = 8
"""Names that a message tells of those that were replaced."""

_copies: dict[str, tuple[ModuleType, ModuleType]] = {}
"""The name of each module that was copied -> the module and its copy."""


def separate(ours: Collection[ModuleType]) -> None:
    """Let our modules have copies of all modules that they import from elsewhere."""
    _copied(sys.modules["builtins"])
    for module in ours:
        names = vars(module)
        for name, value in list(names.items()):
            if isinstance(value, ModuleType) and value not in ours and value.__name__ != SAME:
                names[name] = _copied(value)


def _copied(module: ModuleType, with_parts: bool = True) -> ModuleType:
    """The copy of a module; its own parts, such as ``numpy.random``, are copies too."""
    name = module.__name__
    if name not in _copies:
        copy = ModuleType(name)
        vars(copy).update(vars(module))
        _copies[name] = module, copy
        for part, value in list(vars(module).items()) if with_parts else ():
            if isinstance(value, ModuleType) and value.__name__ == f"{name}.{part}":
                vars(copy)[part] = _copied(value, with_parts=False)
    return _copies[name][1]


def replaced() -> list[str]:
    """The public functions and types of Python and NumPy that are others now, or gone."""
    found = []
    for name, (module, copy) in _copies.items():
        now = vars(module)
        for part, value in vars(copy).items():
            if part[:1] != "_" and now.get(part) is not value and _can_be_called(value):
                found.append(f"{name}.{part}")
    return sorted(found)[:MAX_TOLD]


def _can_be_called(value: object) -> bool:
    return callable(value) and not isinstance(value, ModuleType)
