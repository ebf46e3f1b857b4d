"""Many hand-ins: who handed in what, graded over all cores, kept in a ledger.

``grade_class`` grades them, and a ``Ledger`` holds what that came to.
"""

from typing import TYPE_CHECKING

from autograder import loaded_late

if TYPE_CHECKING:
    from autograder.classroom.ledger import Ledger
    from autograder.classroom.run import grade_class
else:
    __getattr__ = loaded_late(
        __name__,
        {
            "Ledger": "autograder.classroom.ledger",
            "grade_class": "autograder.classroom.run",
        },
    )

__all__ = ["Ledger", "grade_class"]
