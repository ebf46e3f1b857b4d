"""The folders in which the parts of a course's assignments lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.checks.shared import SHARED_FOLDER
from autograder.errors import AssignmentError

PROBES = "probes"
"""The module of an assignment's own functions that run beside the student's code."""


@dataclass(frozen=True)
class Folders:
    """Where an assignment's parts lie below the course's root."""

    root: Path
    name: str

    @property
    def assignment(self) -> Path:
        """What is asked."""
        return self.root / "assignments" / self.name

    @property
    def solution(self) -> Path:
        """The reference."""
        return self.root / "solutions" / self.name

    def earlier(self, modules: Mapping[str, str]) -> dict[str, Path]:
        """Where the references of brought modules (module -> assignment) lie."""
        return {m: Folders(self.root, name).solution for m, name in modules.items()}

    @property
    def public(self) -> Path:
        """The tests that students get."""
        return self.root / "tests" / self.name / "public"

    @property
    def hidden(self) -> Path:
        """The tests that only the bundle holds."""
        return self.root / "tests" / self.name / "hidden"

    @property
    def probes(self) -> Path | None:
        """The functions that run beside the student's code; None where there are none."""
        path = self.root / "tests" / self.name / f"{PROBES}.py"
        return path if path.is_file() else None

    @property
    def notebooks(self) -> list[Path]:
        """The sources of the notebooks: ``notebook.py``, and ``notebook_PART.py`` where there are
        several."""
        alone = self.assignment / "notebook.py"
        parts = sorted(self.assignment.glob("notebook_*.py"))
        return [alone, *parts] if alone.is_file() else parts

    @property
    def files(self) -> list[Path]:
        """The data files that students get and that a hand-in can read."""
        return sorted(p for p in (self.assignment / "files").glob("*") if p.is_file())

    @property
    def tests(self) -> list[Path]:
        """The files of both halves of every question."""
        return [*self.public.glob("*.py"), *self.hidden.glob("*.py")]

    @property
    def shared(self) -> list[Path]:
        """The helpers of tests that students get too."""
        return sorted((self.public.parent / SHARED_FOLDER).glob("*.py"))

    @property
    def hidden_shared(self) -> list[Path]:
        """The helpers that only the bundle holds."""
        return sorted((self.hidden / SHARED_FOLDER).glob("*.py"))

    @property
    def template(self) -> Path:
        """The student folder."""
        return self.root / "student_template" / self.name


def assignment_names(root: Path) -> list[str]:
    """The assignments of the course at ``root``; ``AssignmentError`` where there are none."""
    names = sorted(p.parent.name for p in root.glob("assignments/*/assignment.toml"))
    if not names:
        if (root / "assignment.json").is_file() and (root / "pack.py").is_file():
            here = "this is a student's folder: run pytest or python pack.py"
        else:
            here = "no assignments/*/assignment.toml here"
        raise AssignmentError(f"{root}: {here}")
    return names
