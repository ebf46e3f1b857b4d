"""A comparison of two runs says whose points changed, in which case, and why."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from autograder.classroom.ledger import Ledger, Row, Run
from autograder.classroom.people import Entry
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome, Results
from autograder.reports.cells import plain_cell

UNSTEADY = "nothing changed: the hand-in's own answers differ from run to run"
"""The reason for other points where neither the hand-in nor anything that grades is another one."""


@dataclass(frozen=True)
class PointsChange:
    """A case that earned one hand-in other points than before."""

    submission: str
    student: str
    question: str
    case: str
    before: float
    after: float
    why: str
    """what changed, joined by "; " """

    @property
    def gain(self) -> float:
        """The points gained; negative where they were lost."""
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side."""

    old: Run
    new: Run
    students: int
    """hand-ins in both"""
    changes: list[PointsChange]
    missing: list[str]
    """hand-ins that the new run does not have, or could not grade"""
    added: list[str]

    @property
    def totals(self) -> dict[str, tuple[str, float]]:
        """Student and points gained by hand-in, where any case changed."""
        found: dict[str, tuple[str, float]] = {}
        for change in self.changes:
            _, gained = found.get(change.submission, ("", 0.0))
            found[change.submission] = change.student, gained + change.gain
        return found

    @property
    def by_question(self) -> dict[str, tuple[int, int, float]]:
        """Cases won and lost, and the points gained in all, by question."""
        found: dict[str, tuple[int, int, float]] = {}
        for change in self.changes:
            won, lost, points = found.get(change.question, (0, 0, 0.0))
            up = change.gain > 0
            found[change.question] = won + up, lost + (not up), points + change.gain
        return found

    @property
    def reasons(self) -> Counter[str]:
        """How many changes each reason explains."""
        return Counter(change.why for change in self.changes)

    def to_csv(self) -> str:
        """A line a change."""
        text = io.StringIO()
        columns = [f.name for f in fields(PointsChange)]
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        for change in self.changes:
            line = asdict(change)
            texts = {k: plain_cell(v) for k, v in line.items() if isinstance(v, str)}
            writer.writerow(line | texts)
        return text.getvalue()


def compare(old_ledger: Ledger, old: Run, new_ledger: Ledger, new: Run) -> Comparison:
    """What changed from ``old`` to ``new``; hand-ins are the same where their students are.

    ``AssignmentError`` where the runs are of different assignments.
    """
    if old.assignment != new.assignment:
        raise AssignmentError(
            f"{old_ledger.path} is of {old.assignment}, {new_ledger.path} of {new.assignment}"
        )
    before = {_who(entry): entry for entry in old_ledger.entries(old)}
    changes: list[PointsChange] = []
    added, both, gone = [], 0, {entry.name: entry.title for entry in before.values()}
    for row in new_ledger.rows(new):
        known = before.get(_who(row.entry))
        if known is None:
            added.append(row.entry.title)
            continue
        earlier = old_ledger.row(old, known.name)
        if row.results is not None and earlier.results is not None:
            gone.pop(known.name, None)
            both += 1
            changes += _changes_of(earlier.results, row.results, old, new, row)
    return Comparison(old, new, both, changes, sorted(gone.values()), added)


def _who(entry: Entry) -> object:
    """What an entry is known by: its students where the roster names them, else its name."""
    known = [p.identity for p in entry.people if any(p.identity)]
    return frozenset(known) if known else entry.key or entry.name


def _changes_of(
    before: Results, after: Results, old: Run, new: Run, row: Row
) -> Iterator[PointsChange]:
    earlier = {o.case_key: o for o in before.outcomes}
    later = {o.case_key: o for o in after.outcomes}
    student = ", ".join(p.name or p.email or p.sid for p in row.entry.people)
    for key in [*later, *(k for k in earlier if k not in later)]:
        was, now = earlier.get(key), later.get(key)
        earned, earns = (o.points if o is not None else 0.0 for o in (was, now))
        if earned != earns:
            why = "; ".join(_reasons(was, now, old, new, before.hand_in != after.hand_in))
            yield PointsChange(row.entry.title, student, *key, earned, earns, why)


def _reasons(
    was: Outcome | None, now: Outcome | None, old: Run, new: Run, handed_in: bool
) -> Iterator[str]:
    if handed_in:
        yield "hand-in changed"
    if was is None or now is None:
        yield "case added" if was is None else "case removed"
        return
    changed = new.parts.changed(old.parts, now.question)
    yield from changed
    if not changed and not handed_in:
        yield UNSTEADY
