"""Where hand-ins come from: a class a platform, each in a file of its own, behind ``Source``."""

from __future__ import annotations

from autograder.classroom.sources.blackboard import Blackboard
from autograder.classroom.sources.canvas import Canvas
from autograder.classroom.sources.github import GitHubClassroom
from autograder.classroom.sources.gradescope import GradescopeExport
from autograder.classroom.sources.moodle import Moodle
from autograder.classroom.sources.plain import PlainFolder
from autograder.classroom.sources.source import Paths, Source

PLATFORMS: tuple[Source, ...] = (Moodle(), Blackboard(), Canvas(), GitHubClassroom())
"""Those whose downloads tell by their names what they are."""

__all__ = [
    "PLATFORMS",
    "Blackboard",
    "Canvas",
    "GitHubClassroom",
    "GradescopeExport",
    "Moodle",
    "Paths",
    "PlainFolder",
    "Source",
]
