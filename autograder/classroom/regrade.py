"""One student graded again in the folder of a class: everybody else keeps their line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.ledger import NAME, Ledger
from autograder.classroom.people import Entry, Intake


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
