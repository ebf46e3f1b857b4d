"""A rubric is what a bundle grades with, loaded: settings, questions and the reference."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.assignment.current_folder import working_in
from autograder.assignment.definitions import definitions, reached
from autograder.assignment.folders import PROBES
from autograder.assignment.misconceptions import Misconception
from autograder.assignment.provenance import Provenance
from autograder.assignment.reference import (
    ChangeOfNames,
    defining_modules,
    load_alternatives,
    load_misconceptions,
    load_reference,
    package_files,
)
from autograder.assignment.settings import Assignment
from autograder.checks.cases import Case
from autograder.checks.questions import Question
from autograder.checks.run import Functions
from autograder.language import ENGLISH, speaking
from autograder.unpack import module_path

MAX_REFERENCES = 50
"""References with a mistake that are kept; one of the size of hw1's takes 0.03 MB."""


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
    probes: Path | None = None
    """the file of functions that run beside the student's; None where there is none"""
    texts: Mapping[str, str] = field(default_factory=dict)
    """what the author wrote, English -> the assignment's language; empty where that is English"""
    seconds: dict[tuple[str, str | None], float] = field(default_factory=dict)
    """what the reference took in cases, by question and case, where it had to be known"""
    kept: dict[str, Any] = field(default_factory=dict, repr=False)
    """what grading keeps of one hand-in for the next, by what it is"""
    _with_mistakes: dict[str, Functions] = field(default_factory=dict, repr=False)
    """the names of references with a known mistake each, by its name: those that were asked last"""

    def speaking(self) -> AbstractContextManager[None]:
        """Say what students read in the assignment's language, in a ``with`` block."""
        return speaking(self.assignment.language or ENGLISH, self.texts)

    @property
    def beside_files(self) -> Path | None:
        """Where the reference finds data files at ``files/...``; None where there are none."""
        return self.files.parent.absolute() if self.files is not None else None

    @cached_property
    def module_of(self) -> dict[str, str]:
        """Each name that the reference defines -> the module that defines it."""
        if self.folder is None:
            return {}
        return defining_modules(self.folder, self.assignment.imported, self.elsewhere)

    @cached_property
    def values(self) -> frozenset[str]:
        """The names of the reference that cases ask for and that are no functions or classes."""
        asked = {name for q in self.questions for case in q.cases for name in case.parameters}
        own, defined = vars(self.reference), self.module_of
        return frozenset(n for n in asked if n in own and n in defined and not callable(own[n]))

    @cached_property
    def defined_by_probes(self) -> dict[str, set[str]]:
        """Each name that the probes define -> the names that stand in its definition."""
        if self.probes is None:
            return {}
        return definitions(self.probes)

    @cached_property
    def uses(self) -> dict[str, set[str]]:
        """Each name that the reference or a probe defines -> the names in its definition."""
        found: dict[str, set[str]] = {}
        for module in self.assignment.imported if self.folder is not None else ():
            found |= definitions(self.source_of(module))
        return {**found, **self.defined_by_probes}

    def source_of(self, module: str) -> Path:
        """The file of a module of the reference, whose files must be there."""
        assert self.folder is not None
        return self.elsewhere.get(module, self.folder) / module_path(module)

    @cached_property
    def package_files(self) -> dict[str, bytes]:
        """The ``__init__.py`` of every package in which a module lies, by its path."""
        assert self.folder is not None
        return package_files(self.folder, self.assignment.imported, self.elsewhere)

    def home_of(self, name: str) -> str:
        """The module that defines a name which a case asks for; empty where none does."""
        beside = PROBES if name in self.defined_by_probes else ""
        return self.module_of.get(name, beside)

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """The known wrong variants; loaded when the first case fails."""
        if self.folder is None:
            return []
        with working_in(self.beside_files):
            return load_misconceptions(self.folder, self.assignment.imported, self.elsewhere)

    def functions_with(self, mistake: Misconception) -> Functions:
        """The functions of a hand-in that is right but for one known mistake, to be called alone.

        Where probes or classes may meet the mistake, it is put into a reference of its own.
        """
        if self.folder is None or (self.probes is None and not self.classes):
            return mistake.as_hand_in(vars(self.reference))
        return self.reference_with(mistake)

    def reference_with(self, mistake: Misconception) -> Functions:
        """The names of a reference of its own whose functions all meet one known mistake."""
        assert self.folder is not None
        if mistake.name not in self._with_mistakes:
            if len(self._with_mistakes) == MAX_REFERENCES:
                del self._with_mistakes[next(iter(self._with_mistakes))]
            self._with_mistakes[mistake.name] = self.functions_after(mistake.put_into)
        return self._with_mistakes[mistake.name]

    @cached_property
    def alternatives(self) -> list[Functions]:
        """Other right answers, complete: what one leaves out is the reference's."""
        if self.folder is None:
            return []
        with working_in(self.beside_files):
            return load_alternatives(
                self.folder, self.assignment.imported, self.elsewhere, vars(self.reference)
            )

    def functions_after(self, change: ChangeOfNames) -> Functions:
        """The functions of a reference of its own, after a change in each of its modules."""
        assert self.folder is not None
        modules = self.assignment.imported
        with working_in(self.beside_files):
            return vars(load_reference(self.folder, modules, self.elsewhere, self.probes, change))

    def reached_by(self, case: Case) -> set[str]:
        """The names of the reference that a case asks for, and all that stand in them."""
        return reached(case.parameters, self.uses)

    @cached_property
    def classes(self) -> set[str]:
        """The classes that the reference defines."""
        own = set(self.assignment.imported)
        named = vars(self.reference).items()
        return {n for n, v in named if isinstance(v, type) and v.__module__ in own}

    def affected(self, mistake: Misconception) -> set[str]:
        """The functions whose answers a known mistake is known by: its own, and the probes that
        call it.
        """
        probes = self.defined_by_probes
        return {
            mistake.target,
            *(name for name in probes if mistake.target in reached([name], self.uses)),
        }
