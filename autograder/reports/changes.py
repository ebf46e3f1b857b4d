"""A comparison of two runs says whose points changed, in which case, and why."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from autograder.classroom.adjustments.account import points_in_all
from autograder.classroom.adjustments.decisions import Decisions
from autograder.classroom.adjustments.term import StudentAccount, Term
from autograder.classroom.ledger import Ledger, Row, Run
from autograder.classroom.people import Entry
from autograder.errors import AssignmentError
from autograder.grading.results import Outcome, Results
from autograder.language import marked
from autograder.reports.cells import plain_cell
from autograder.reports.labels import labels

HAND_IN_CHANGED = "hand-in changed"
"""The reason for other points where a student handed in something else."""
UNSTEADY = marked("nothing changed: the hand-in's own answers differ from run to run")
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
    totals: dict[str, tuple[str, float]]
    """students and points gained, by hand-in, where other points count in the end"""

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


def compare(
    old_ledger: Ledger,
    old: Run,
    new_ledger: Ledger,
    new: Run,
    terms: tuple[Term, Term] | None = None,
) -> Comparison:
    """What changed from ``old`` to ``new``; hand-ins are the same where their students are.

    ``terms`` are the decisions on both: what they leave of a case's points counts in the totals.
    ``AssignmentError`` where the runs are of different assignments.
    """
    if old.assignment != new.assignment:
        raise AssignmentError(
            f"{old_ledger.path} is of {old.assignment}, {new_ledger.path} of {new.assignment}"
        )
    before = {known_by(entry): entry for entry in old_ledger.entries(old)}
    called = labels(list(new_ledger.entries(new)))
    changes: list[PointsChange] = []
    totals: dict[str, tuple[str, float]] = {}
    term_before, term_after = terms or (
        Term(Decisions(), old_ledger, old),
        Term(Decisions(), new_ledger, new),
    )
    added, both, gone = [], 0, {entry.name: entry.title for entry in before.values()}
    for row in new_ledger.rows(new):
        known = before.get(known_by(row.entry))
        if known is None:
            added.append(called[row.entry.name])
            continue
        earlier = old_ledger.row(old, known.name)
        if row.results is not None and earlier.results is not None:
            gone.pop(known.name, None)
            both += 1
            accounts = term_before.accounts(earlier), term_after.accounts(row)
            label = called[row.entry.name]
            totals |= _gains(label, row.entry, *accounts)
            changes += _changes_of(earlier.results, row.results, old, new, row, label)
    return Comparison(old, new, both, changes, sorted(gone.values()), added, totals)


def _gains(
    label: str, entry: Entry, before: list[StudentAccount], after: list[StudentAccount]
) -> Iterator[tuple[str, tuple[str, float]]]:
    """The points that a hand-in gained, in a line; a line a student where these are not the same.

    Students of a group can change places from one roster to the next: those who are in both are
    compared, and all of them where none is.
    """
    earlier = {found.person.identity: found.account for found in before}
    first = before[0].account
    gains = [
        (found.label, points_in_all((found.account.so_far, -was.so_far)))
        for found in after
        for was in [earlier.get(found.person.identity, first)]
    ]
    if len({gain for _, gain in gains}) == 1:
        students = ", ".join(p.name or p.email or p.sid for p in entry.people)
        gains = [(students, gains[0][1])]
    for student, gain in gains:
        if gain:
            yield label if len(gains) == 1 else f"{label}, {student}", (student, gain)


def known_by(entry: Entry) -> object:
    """What a hand-in is known by from run to run: its students, else its name."""
    known = [p.identity for p in entry.people if any(p.identity)]
    return frozenset(known) if known else entry.key or entry.name


def _changes_of(
    before: Results, after: Results, old: Run, new: Run, row: Row, label: str
) -> Iterator[PointsChange]:
    earlier = {o.case_key: o for o in before.outcomes}
    later = {o.case_key: o for o in after.outcomes}
    student = ", ".join(p.name or p.email or p.sid for p in row.entry.people)
    for key in [*later, *(k for k in earlier if k not in later)]:
        was, now = earlier.get(key), later.get(key)
        earned, earns = (o.points if o is not None else 0.0 for o in (was, now))
        if earned != earns:
            why = "; ".join(_reasons(was, now, old, new, before.hand_in != after.hand_in))
            yield PointsChange(label, student, *key, earned, earns, why)


def _reasons(
    was: Outcome | None, now: Outcome | None, old: Run, new: Run, handed_in: bool
) -> Iterator[str]:
    if handed_in:
        yield HAND_IN_CHANGED
    if was is None or now is None:
        yield "case added" if was is None else "case removed"
        return
    changed = new.parts.changed(old.parts, now.question)
    yield from changed
    if not changed and not handed_in:
        yield UNSTEADY
