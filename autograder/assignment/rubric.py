"""A rubric is what a bundle grades with, loaded: settings, questions and the reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.assignment.misconceptions import Misconception
from autograder.assignment.provenance import Provenance
from autograder.assignment.reference import defining_modules, load_misconceptions
from autograder.assignment.settings import Assignment
from autograder.checks.questions import Question


@dataclass(frozen=True)
class Rubric:
    """What a bundle grades with: the assignment, its questions and the reference."""

    assignment: Assignment
    questions: list[Question]
    reference: Any
    provenance: Provenance
    memo: dict[bytes, Any] = field(default_factory=dict)
    """numeric gradients of the reference, computed once for all hand-ins"""
    folder: Path | None = None
    """where the reference's files lie"""
    files: Path | None = None
    """where the assignment's data files lie; None where it has none"""
    elsewhere: Mapping[str, Path] = field(default_factory=dict)
    """where those of brought modules lie, if not there"""
    earlier: dict[str, Rubric] = field(default_factory=dict)
    """what the earlier assignments grade with, where brought functions are to be tried"""
    handed_out: frozenset[str] = frozenset()
    """what stubs and notebook are known by where they come back untouched"""

    @cached_property
    def module_of(self) -> dict[str, str]:
        """Each name that the reference defines -> the module that defines it."""
        if self.folder is None:
            return {}
        return defining_modules(self.folder, self.assignment.imported, self.elsewhere)

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """The known wrong variants; loaded when the first case fails."""
        if self.folder is None:
            return []
        return load_misconceptions(self.folder, self.assignment.imported, self.elsewhere)
