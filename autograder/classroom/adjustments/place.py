"""Where the files of decisions lie: beside the roster, with what was graded, or as was said."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.adjustments.decisions import Decisions
from autograder.classroom.adjustments.reading import ADJUSTMENT_FILES, read_decisions
from autograder.classroom.adjustments.term import Term
from autograder.classroom.ledger import Conditions, Ledger, Run
from autograder.errors import AssignmentError

AROUND = 2
"""How many folders around that of a class are looked into: term/graded/hw1 lies in a term."""


def opened_term(ledger: Ledger, run: Run, given: Path | None = None) -> Term:
    """The decisions on ``run``: those at the path ``given``, or where they lie by themselves.

    ``AssignmentError`` where what was named is not there, or something in it is wrong.
    """
    return Term(decisions_at(ledger.path.parent, run.conditions, given), ledger, run)


def decisions_at(folder: Path, conditions: Conditions, given: Path | None = None) -> Decisions:
    """What the files say that go with a class graded into ``folder`` on some ``conditions``.

    Those at the path ``given`` go first; then what was named when it was graded; then those beside
    its roster, in the folder, and in the folders around it, the first place that has any.
    """
    if given is None:
        return read_decisions(_found(folder, conditions))
    files = _files_at(given)
    if not files:
        raise AssignmentError(f"{given}: no {' and no '.join(ADJUSTMENT_FILES)} in it")
    return read_decisions(files)


def _found(folder: Path, conditions: Conditions) -> list[Path]:
    said = Path(conditions.adjustments) if conditions.adjustments else None
    if said is not None and not said.exists():
        raise AssignmentError(
            f"{said}: not there any more, and it was said to hold decisions: say --adjustments "
            "with where they are now"
        )
    around = [folder, *folder.absolute().parents][: 1 + AROUND]
    own = [place for place in around if place.is_dir()]
    places = [*([said] if said is not None else []), *own]
    return next(filter(None, map(_files_at, places)), [])


def _files_at(place: Path) -> list[Path]:
    """The files of decisions in a folder; a file is one itself."""
    if not place.is_dir():
        return [place]
    return [place / name for name in ADJUSTMENT_FILES if (place / name).is_file()]
