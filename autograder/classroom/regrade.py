"""One student graded again in the folder of a class: everybody else keeps their line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.adjustments.directory import called_so
from autograder.classroom.ledger import NAME, Ledger, Row, Run
from autograder.classroom.people import Entry, Intake, uniquely_named
from autograder.classroom.roster import newest
from autograder.errors import AssignmentError


def graded_class(output: Path) -> Sequence[Entry]:
    """The entries of the class that was last graded into ``output``; none where it was no class."""
    ledger = output / NAME
    if not ledger.is_file():
        return []
    with Ledger(ledger, create=False) as opened:
        finished = [run for run in opened.runs() if run.finished]
        entries = list(opened.entries(finished[-1])) if finished else []
    return entries if len(entries) > 1 else []


def with_the_others(intake: Intake, known: Sequence[Entry]) -> Sequence[Entry]:
    """The entries of ``intake``; where all are single hand-ins of the class ``known``, all of that.

    Who is there no more is left out. A class that is given as one is taken as it is now.
    """
    entries = intake.entries
    if intake.classes or len(known) <= len(entries):
        return entries
    given, there = ({os.path.realpath(e.path) for e in found} for found in (entries, known))
    if not given <= there:
        return entries
    return [entry for entry in known if entry.path.exists()]


@dataclass(frozen=True)
class Before:
    """The lines of an earlier run that stay as they are."""

    run: Run
    names: Mapping[str, str]
    """what an entry was called then, by what it is called now"""
    again: frozenset[str] = frozenset()
    """digests of hand-ins that are graded though the ledger has a grading of them"""


def with_only(
    intake: Intake, names: Sequence[str], ledger: Ledger, run: Run
) -> tuple[list[Entry], Before]:
    """The class of ``run``, with the hand-ins of those of ``intake`` whom ``names`` name.

    The newest hand-in of a student counts: an older one than that of the class changes nothing.
    ``AssignmentError`` for a name that nobody in ``intake`` has.
    """
    chosen: list[Entry] = []
    for name in names:
        found = [entry for entry in intake.entries if called_so(entry, name)]
        if not found:
            raise AssignmentError(f"--only {name}: nobody in what was given is called so")
        chosen += [entry for entry in found if entry not in chosen]
    known = list(ledger.entries(run))
    replaced = [old for new in chosen for old in _of_nobody(new, known)]
    others = [entry for entry in known if entry not in replaced]
    kept, _ = newest([*others, *chosen])
    places = {who: place for place, entry in enumerate(known) for who in _whose(entry)}
    kept.sort(key=lambda entry: min(places.get(who, len(known)) for who in _whose(entry)))
    named = list(uniquely_named(kept))
    paths = {entry.path for entry in chosen}
    stay = {
        new.name: old.name for old, new in zip(kept, named, strict=True) if old.path not in paths
    }
    return named, Before(run, stay)


def _of_nobody(entry: Entry, known: Sequence[Entry]) -> list[Entry]:
    """Where no student is named, what of ``known`` a hand-in stands for: the same file, else what
    is called the same."""
    if entry.people:
        return []
    nameless = [other for other in known if not other.people]
    path = os.path.realpath(entry.path)
    same = [o for o in nameless if o.key == entry.key or os.path.realpath(o.path) == path]
    return same or [other for other in nameless if other.title == entry.title]


def _whose(entry: Entry) -> list[object]:
    """Whom an entry is of, or what it is known by."""
    return [p.identity for p in entry.people if any(p.identity)] or [entry.key]


def to_retry(ledger: Ledger, run: Run, names: Sequence[str]) -> tuple[list[Entry], Before]:
    """The class of ``run``, in which what could not be run is graded again.

    With ``names``, theirs alone. ``AssignmentError`` for a name that nobody has, or whose hand-in
    could be run.
    """
    entries = list(ledger.entries(run))
    rows = _in_trouble(ledger, run, names, entries)
    tried = {row.entry.name for row in rows}
    stay = {entry.name: entry.name for entry in entries if entry.name not in tried}
    again = {row.results.hand_in for row in rows if row.results is not None}
    return entries, Before(run, stay, frozenset(again))


def _in_trouble(
    ledger: Ledger, run: Run, names: Sequence[str], entries: Sequence[Entry]
) -> list[Row]:
    rows = [row for row in ledger.rows(run) if row.trouble]
    found = [] if names else rows
    for name in names:
        if not any(called_so(entry, name) for entry in entries):
            raise AssignmentError(f"{name!r}: nobody in {ledger.path.parent} is called so")
        own = [row for row in rows if called_so(row.entry, name)]
        if not own:
            raise AssignmentError(f"{name!r} could be run: grade --only grades a new hand-in")
        found += own
    return found
