"""Known mistakes that students made on the way, and which of them they repaired.

Two sources tell of earlier attempts: earlier gradings in the same ledger, and what Gradescope keeps
of a submission's history, in an export that lies where it was graded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.classroom.ledger import Ledger, Run
from autograder.classroom.people import Entry
from autograder.classroom.sources.gradescope import earlier_outputs
from autograder.grading.diagnosis import naming, title_in
from autograder.grading.results import Results
from autograder.reports.changes import known_by


@dataclass
class Made:
    """A known mistake of an assignment, and the hand-ins, by name, that made it."""

    title: str
    question: str = ""
    """empty where only earlier attempts made it, of which nobody knows the question"""
    now: set[str] = field(default_factory=set)
    """hand-ins that still make it"""
    before: set[str] = field(default_factory=set)
    """hand-ins of which an earlier attempt made it"""

    @property
    def made(self) -> int:
        """How many made it at any time."""
        return len(self.now | self.before)

    @property
    def repaired(self) -> int:
        """How many of them make it no more."""
        return len(self.before - self.now)


def mistakes_made(ledger: Ledger, run: Run, graded: Iterable[tuple[Entry, Results]]) -> list[Made]:
    """The known mistakes of a class, those first that the most made; ``graded`` is the last run."""
    made: dict[str, Made] = {}
    names: dict[object, str] = {}
    digests: dict[str, str] = {}
    entries = []
    for entry, results in graded:
        entries.append(entry)
        names[known_by(entry)] = entry.name
        digests[entry.name] = results.hand_in
        for title, question in _mistakes_in(results).items():
            known = made.setdefault(title, Made(title))
            known.question = question
            known.now.add(entry.name)
    for earlier in ledger.runs():
        if not earlier.finished or earlier.id == run.id:
            continue
        for row in ledger.rows(earlier):
            name = names.get(known_by(row.entry), "")
            if row.results is None or digests.get(name) in (None, row.results.hand_in):
                continue
            for title in _mistakes_in(row.results):
                made.setdefault(title, Made(title)).before.add(name)
    for name, titles in _in_history(entries).items():
        for title in titles:
            made.setdefault(title, Made(title)).before.add(name)
    return sorted(made.values(), key=lambda m: (-m.made, m.title))


def _mistakes_in(results: Results) -> dict[str, str]:
    """The titles of the mistakes that explain failures, with their questions."""
    found = {}
    for outcome in results.outcomes:
        if outcome.misconception:
            found[outcome.misconception_title] = outcome.question
    return found


def _in_history(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The titles that Gradescope's history of each hand-in names; nothing where there is none."""
    by_folder: dict[Path, dict[str, str]] = {}
    for entry in entries:
        by_folder.setdefault(entry.path.parent, {})[entry.path.name] = entry.name
    found: dict[str, set[str]] = {}
    for folder, names in by_folder.items():
        for submission, outputs in earlier_outputs(folder, naming()):
            if submission in names:
                found[names[submission]] = {t for text in outputs if (t := title_in(text))}
    return found
