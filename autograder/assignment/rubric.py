"""What a bundle grades with: settings, questions and the reference, loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.assignment.misconceptions import Misconception
from autograder.assignment.provenance import Provenance
from autograder.assignment.questions import Question
from autograder.assignment.reference import load_misconceptions
from autograder.assignment.settings import Assignment


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

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """The known wrong variants; loaded when the first case fails."""
        if self.folder is None:
            return []
        return load_misconceptions(self.folder, self.assignment.modules)
