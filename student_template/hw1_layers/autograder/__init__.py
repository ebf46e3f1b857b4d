"""Autograded assignments for courses in which students write neural networks from scratch."""

import importlib
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType

__version__ = "0.1.0"

RENAMED = {
    "autograder.misconception": "autograder.assignment.misconceptions",
    "autograder.otter_plugin": "autograder.platforms.otter",
}
"""Modules that the bundles of earlier versions import -> what they are called now."""


class _Renamed:
    """Finds a module under the name that it had in an earlier version."""

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The way to a module of ``RENAMED``; None for any other name."""
        return importlib.machinery.ModuleSpec(name, cls()) if name in RENAMED else None  # type: ignore[arg-type]

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """A new module, which ``exec_module`` replaces."""

    def exec_module(self, module: ModuleType) -> None:
        """Put the module itself in the place of the new one, so that its classes are the same."""
        sys.modules[module.__name__] = importlib.import_module(RENAMED[module.__name__])


sys.meta_path.append(_Renamed)
