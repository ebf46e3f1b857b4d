"""Autograded assignments for courses in which students write neural networks from scratch.

The package is a house whose rooms tell the story of a hand-in; a room imports those before it in
this list only. What each room lets others import stands, sorted, in its ``__all__``.

checks       what a test says; all that test files import
assignment   what an instructor wrote: settings, questions, reference, known mistakes
sandbox      where a hand-in runs: a process of its own
grading      one hand-in becomes results
platforms    Gradescope's and Otter-Grader's entry points and documents
publish      an assignment becomes student.zip and autograder.zip, proven and rehearsed
classroom    many hand-ins: rosters, a ledger, processes, clusters
reports      what people read: gradebooks, the class page, changes, similarity
cli          the commands
student      files that are handed out to students, and never imported here
"""

import importlib
import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

__version__ = "0.2.0.dev0"


def loaded_late(room: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """A ``__getattr__`` for ``room`` that loads a public name from its module at its first use.

    ``homes`` says where each name lives. A room's own ``__init__`` runs before any of its modules:
    if it imported its public names at once, nobody could import one of them without all the others.
    """

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(homes[name]), name)
        setattr(sys.modules[room], name, value)  # found at once from now on
        return value

    return load


RENAMED = {
    "autograder.attempts": "autograder.platforms.gradescope.attempts",
    "autograder.misconception": "autograder.assignment.misconceptions",
    "autograder.otter_plugin": "autograder.platforms.otter",
}
"""Modules that bundles and scripts of earlier versions import -> what they are called now."""


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
