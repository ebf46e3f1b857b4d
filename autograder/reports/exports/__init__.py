"""Points into the gradebooks of other platforms: a class a platform, behind ``Export``."""

from __future__ import annotations

from autograder.reports.exports.blackboard import Blackboard
from autograder.reports.exports.canvas import Canvas
from autograder.reports.exports.export import Export, Filled, fill
from autograder.reports.exports.gradescope import Gradescope
from autograder.reports.exports.moodle import Moodle
from autograder.reports.exports.sheet import read_sheet

EXPORTS: dict[str, Export] = {
    "canvas": Canvas(),
    "moodle": Moodle(),
    "blackboard": Blackboard(),
    "gradescope": Gradescope(),
}
"""By the name that a user types."""

__all__ = ["EXPORTS", "Export", "Filled", "fill", "read_sheet"]
