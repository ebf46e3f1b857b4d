"""What an instructor wrote, and the bundle that carries it.

``read_assignment`` reads an ``Assignment`` from its folder, ``open_bundle`` what grades from a
grader zip, and ``wrong`` declares a known mistake in ``misconceptions.py``.
"""

from typing import TYPE_CHECKING

from autograder import loaded_late

if TYPE_CHECKING:
    from autograder.assignment.bundle import open_bundle
    from autograder.assignment.misconceptions import wrong
    from autograder.assignment.settings import Assignment, read_assignment
else:
    __getattr__ = loaded_late(
        __name__,
        {
            "Assignment": "autograder.assignment.settings",
            "open_bundle": "autograder.assignment.bundle",
            "read_assignment": "autograder.assignment.settings",
            "wrong": "autograder.assignment.misconceptions",
        },
    )

__all__ = ["Assignment", "open_bundle", "read_assignment", "wrong"]
