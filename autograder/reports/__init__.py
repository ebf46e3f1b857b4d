"""What people read of a run: gradebooks, the class page, what changed, who is alike.

An ``Export`` brings points into the gradebook of one platform.
"""

from typing import TYPE_CHECKING

from autograder import loaded_late

if TYPE_CHECKING:
    from autograder.reports.exports import Export
else:
    __getattr__ = loaded_late(__name__, {"Export": "autograder.reports.exports"})

__all__ = ["Export"]
