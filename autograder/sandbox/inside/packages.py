"""What a hand-in may import, and what stands in for a package that is not here.

Executed outside the package, in the sandbox; knows nothing secret.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from .wire import StudentValue


class OnlyAllowed:
    """Refuses what the hand-in's own files import beyond the library, NumPy and its own modules.

    It puts a machine with much installed and Gradescope's on a par; it protects nothing. A module
    that cannot do without the import gets it again as a placeholder that fails where it is used:
    a forgotten ``import matplotlib`` costs nothing.
    """

    def __init__(self, folder: Path, allowed: Sequence[str]) -> None:
        self.folder = f"{folder}{os.sep}"
        own = {path.stem for path in folder.iterdir()}
        self.known = {"numpy", *allowed, *own, *sys.stdlib_module_names}
        self.missing: set[str] = set()

    def do_without(self, error: BaseException) -> bool:
        """Whether to import once more, with a placeholder for the package that was missing."""
        top = (error.name or "").partition(".")[0] if type(error) is ModuleNotFoundError else ""
        if not top.isidentifier() or top in self.known or top in self.missing:
            return False
        self.missing.add(top)
        return True

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse a module that is not allowed, or stand in for it; leave the rest to others."""
        top = name.partition(".")[0]
        if top in self.missing:
            loader: Any = self
            return importlib.util.spec_from_loader(name, loader, is_package=True)
        frame: Any = sys._getframe(1)
        while top not in self.known and frame is not None:
            if "importlib" not in frame.f_code.co_filename:
                if frame.f_code.co_filename.startswith(self.folder):
                    raise ModuleNotFoundError(f"No module named {name!r}", name=top)
                break
            frame = frame.f_back
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module every name of which is a placeholder."""
        module = ModuleType(spec.name)
        top = spec.name.partition(".")[0]

        def get(name: str) -> Placeholder:
            if name.startswith("__"):
                raise AttributeError(name)
            return Placeholder(top)

        vars(module)["__getattr__"] = get
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to execute."""


class Placeholder:
    """A name of a package that is not here.

    While modules are imported, whatever is done with it gives another one, and as a decorator it
    leaves the function as it is; afterwards it says what is missing.
    """

    importing = True

    def __init__(self, package: str) -> None:
        self.__dict__["package"] = package

    def _use(self, *args: StudentValue, **kwargs: StudentValue) -> StudentValue:
        if not Placeholder.importing:
            package = self.__dict__["package"]
            raise ModuleNotFoundError(f"{package} is not available here", name=package)
        return args[0] if len(args) == 1 and type(args[0]) is FunctionType else self

    def __getattr__(self, name: str) -> StudentValue:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._use()

    def __iter__(self) -> Iterator[StudentValue]:
        return iter((self._use(),))

    def __mro_entries__(self, bases: tuple[StudentValue, ...]) -> tuple[()]:
        self._use()
        return ()

    def __bool__(self) -> bool:
        self._use()
        return False

    def __setattr__(self, name: str, value: StudentValue) -> None:
        self._use()

    def __exit__(self, *args: StudentValue) -> None:
        self._use()

    __call__ = __getitem__ = __setitem__ = __delitem__ = __enter__ = _use
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __or__ = __ror__ = _use
    __truediv__ = __rtruediv__ = __matmul__ = __rmatmul__ = __neg__ = __lt__ = __gt__ = _use
