"""Where a hand-in runs: a process of its own, its limits, and calls into it.

A ``Sandbox`` opens sessions with hand-ins; what goes wrong in a student's code comes out of a call
as a ``StudentError``. ``inside/`` is executed beside the hand-in.
"""

from typing import TYPE_CHECKING

from autograder import loaded_late

if TYPE_CHECKING:
    from autograder.errors import StudentError
    from autograder.sandbox.process import Sandbox
else:
    __getattr__ = loaded_late(
        __name__,
        {
            "Sandbox": "autograder.sandbox.process",
            "StudentError": "autograder.errors",
        },
    )

__all__ = ["Sandbox", "StudentError"]
