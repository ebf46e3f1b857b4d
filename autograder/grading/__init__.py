"""One hand-in becomes results: unpacked, run against every case, diagnosed.

``grade`` gives the ``Results``, which hold an ``Outcome`` for each case.
"""

from typing import TYPE_CHECKING

from autograder import loaded_late

if TYPE_CHECKING:
    from autograder.grading.engine import grade
    from autograder.grading.results import Outcome, Results
else:
    __getattr__ = loaded_late(
        __name__,
        {
            "Outcome": "autograder.grading.results",
            "Results": "autograder.grading.results",
            "grade": "autograder.grading.engine",
        },
    )

__all__ = ["Outcome", "Results", "grade"]
