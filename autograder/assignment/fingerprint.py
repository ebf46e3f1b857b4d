"""Digests of everything that a question's outcome depends on; they decide what must be regraded."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import MESSAGES_MB
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


def parts_of(rubric: Rubric) -> Parts:
    """The parts of what a bundle grades with; the reference's files must be there."""
    assignment, questions = rubric.assignment, rubric.questions
    assert rubric.folder is not None
    depends: dict[str, set[str]] = {}
    for q in questions:
        depends.setdefault(q.base, set()).update(n.removesuffix(HIDDEN_SUFFIX) for n in q.depends)
    limits = assignment.limits.as_dict()
    if limits["message_mb"] == MESSAGES_MB[0]:  # what every message held before it could be set
        del limits["message_mb"]
    terms: list[object] = [assignment.modules, assignment.imports, limits]
    if assignment.notebooks:
        terms.append({"notebooks": assignment.notebooks})
    if assignment.given:
        terms.append(assignment.given)
    if assignment.brings.modules:
        terms.append(assignment.brings.as_table())
    if assignment.forward_values:
        terms.append(assignment.forward_values)
    if assignment.language:  # that of every message
        terms.append([assignment.language, sorted(rubric.texts.items())])
    files = {
        name: path.read_bytes().hex()
        for path in sorted(rubric.folder.rglob("*.py"))
        if not (name := path.relative_to(rubric.folder).as_posix()).startswith("alternatives/")
    }
    return Parts(
        {q.name: _digest_with_probes(q, rubric) for q in questions},
        {name: sorted(_closure(name, depends) - {name}) for name in depends},
        _hash(files),
        _hash(terms),
        rubric.provenance.framework,
    )


def _digest_with_probes(question: Question, rubric: Rubric) -> str:
    """The digest of a test file, and of the probes where it asks for any."""
    asked = {name for case in question.cases for name in case.parameters}
    if rubric.probes is None or not asked & rubric.defined_by_probes.keys():
        return question.digest
    return _hash([question.digest, rubric.probes.read_bytes().hex()])


def _closure(name: str, depends: dict[str, set[str]]) -> set[str]:
    return {name}.union(*(_closure(n, depends) for n in depends[name] - {name}))


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
