"""Digests of everything that a question's outcome depends on; they decide what must be regraded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.assignment.settings import Assignment
from autograder.checks.context import HIDDEN_SUFFIX
from autograder.checks.questions import Question


@dataclass(frozen=True)
class Parts:
    """Digests of all that grades; equal ones for a question mean that its outcomes are equal."""

    tests: dict[str, str]
    """of each test file, by the name of its half of a question"""
    needs: dict[str, list[str]]
    """the questions on which each one depends, directly or not"""
    reference: str
    terms: str
    """of the modules asked for, the imports allowed and the limits"""
    framework: str

    def changed(self, before: Parts, question: str) -> list[str]:
        """What differs from ``before`` for ``question``, for both of its halves."""
        question = question.removesuffix(HIDDEN_SUFFIX)
        if question not in before.needs:
            return ["new question"]
        other = [q for q in self.needs[question] if self._tests(q) != before._tests(q)]
        found = {
            "test changed": self._tests(question) != before._tests(question),
            f"test of {', '.join(other)} changed": bool(other),
            "dependencies changed": self.needs[question] != before.needs[question],
            "reference changed": self.reference != before.reference,
            "limits or imports changed": self.terms != before.terms,
            "framework changed": self.framework != before.framework,
        }
        return [reason for reason, holds in found.items() if holds]

    def _tests(self, question: str) -> list[tuple[str, str]]:
        return [(n, d) for n, d in self.tests.items() if n.removesuffix(HIDDEN_SUFFIX) == question]


def parts_of(
    assignment: Assignment, questions: Sequence[Question], reference: Path, framework: str
) -> Parts:
    """The parts of what grades with ``questions`` and the files in the folder ``reference``."""
    depends: dict[str, set[str]] = {}
    for q in questions:
        depends.setdefault(q.base, set()).update(n.removesuffix(HIDDEN_SUFFIX) for n in q.depends)
    terms = [assignment.modules, assignment.imports, assignment.limits.as_dict()]
    if assignment.brings.modules:
        terms.append(assignment.brings.as_table())
    if assignment.forward_values:
        terms.append(assignment.forward_values)
    files = {path.name: path.read_bytes().hex() for path in sorted(reference.glob("*.py"))}
    return Parts(
        {q.name: q.digest for q in questions},
        {name: sorted(_closure(name, depends) - {name}) for name in depends},
        _hash(files),
        _hash(terms),
        framework,
    )


def _closure(name: str, depends: dict[str, set[str]]) -> set[str]:
    return {name}.union(*(_closure(n, depends) for n in depends[name] - {name}))


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
