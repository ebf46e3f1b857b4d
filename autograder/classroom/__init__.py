"""Many hand-ins: who handed in what, graded over all cores, kept in a ledger.

``grade_class`` grades them, and a ``Ledger`` holds what that came to.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.classroom.ledger import Ledger
    from autograder.classroom.run import grade_class
else:
    _HOMES = {"Ledger": "autograder.classroom.ledger", "grade_class": "autograder.classroom.run"}

    def __getattr__(name: str) -> Any:
        """Load a public name when it is first used: to read a ledger needs nothing that grades."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


__all__ = ["Ledger", "grade_class"]
