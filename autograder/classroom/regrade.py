"""One student graded again in the folder of a class: everybody else keeps their line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Entry, Intake


def with_the_others(intake: Intake, output: Path) -> Sequence[Entry]:
    """The entries of ``intake``; where all are single hand-ins of the class that was graded into
    ``output``, those of the whole class.

    Who is there no more is left out. A class that is given as one is taken as it is now.
    """
    entries, ledger = intake.entries, output / NAME
    if not ledger.is_file() or intake.classes:
        return entries
    with Ledger(ledger, create=False) as opened:
        finished = [run for run in opened.runs() if run.finished]
        known = list(opened.entries(finished[-1])) if finished else []
    given = {entry.path.resolve() for entry in entries}
    there = {entry.path.resolve() for entry in known}
    if len(known) <= len(entries) or not given <= there:
        return entries
    return [entry for entry in known if entry.path.exists()]
