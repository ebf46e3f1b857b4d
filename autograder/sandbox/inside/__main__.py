"""The program of the zygote, run by its path in a clean interpreter without ``autograder``.

The modules beside this file import each other as those of a package. Here they are one under a
private name, and under none once they are loaded: a hand-in that has a ``wire.py`` gets its own.
"""

from __future__ import annotations

import gc

gc.disable()  # until all is loaded: the grader waits

import builtins  # noqa: E402
import importlib  # noqa: E402
import sys  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader  # noqa: E402
from pathlib import Path  # noqa: E402
from types import ModuleType  # noqa: E402

PRIVATE_NAME = "_inside"
OWN_BUILTINS = dict(vars(builtins))


class Loader(SourceFileLoader):
    """Executes a module whose functions find builtins that nobody else has."""

    def exec_module(self, module: ModuleType) -> None:
        """Execute it; what stands under this name when a function is made is what it finds."""
        vars(module)["__builtins__"] = OWN_BUILTINS
        super().exec_module(module)


class Finder:
    """Finds the modules beside this file, to be loaded so."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """One of those modules; None for any other one."""
        if not name.startswith(f"{PRIVATE_NAME}."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = Loader(name, spec.origin)
        return spec


def load_zygote() -> ModuleType:
    """The module ``zygote``, it and all that it imports from this folder left out of sys.modules.

    They must not import one another afterwards: all their imports stand at their heads. What the
    hand-in replaces in Python or NumPy does not reach them.
    """
    package = ModuleType(PRIVATE_NAME)
    package.__path__ = [str(Path(__file__).parent)]
    sys.modules[PRIVATE_NAME] = package
    finder = Finder()
    sys.meta_path.insert(0, finder)
    zygote = importlib.import_module(f"{PRIVATE_NAME}.zygote")
    sys.meta_path.remove(finder)
    ours = {n: sys.modules.pop(n) for n in [*sys.modules] if n.partition(".")[0] == PRIVATE_NAME}
    ours[f"{PRIVATE_NAME}.originals"].separate([*ours.values()])
    return zygote


if __name__ == "__main__":
    load_zygote().run_zygote()
