"""Points into the gradebooks of other platforms: a class a platform, behind ``Export``."""

from __future__ import annotations

from autograder.reports.exports.blackboard import BlackboardGradebook
from autograder.reports.exports.canvas import CanvasGradebook
from autograder.reports.exports.export import Export, Filled, filled_sheet
from autograder.reports.exports.gradescope import GradescopeGradebook
from autograder.reports.exports.moodle import MoodleGradebook
from autograder.reports.exports.sheet import read_sheet

EXPORTS: dict[str, Export] = {
    "canvas": CanvasGradebook(),
    "moodle": MoodleGradebook(),
    "blackboard": BlackboardGradebook(),
    "gradescope": GradescopeGradebook(),
}
"""By the name that a user types."""

__all__ = ["EXPORTS", "Export", "Filled", "filled_sheet", "read_sheet"]
