"""An assignment becomes the student folder and the grader bundle, proven and rehearsed.

``build`` writes both as zips; ``validate`` gives the proofs that the assignment's tests are right.
"""

from typing import TYPE_CHECKING

from autograder import loaded_late

if TYPE_CHECKING:
    from autograder.publish.bundle import build
    from autograder.publish.proofs.validate import validate
else:
    __getattr__ = loaded_late(
        __name__,
        {
            "build": "autograder.publish.bundle",
            "validate": "autograder.publish.proofs.validate",
        },
    )

__all__ = ["build", "validate"]
