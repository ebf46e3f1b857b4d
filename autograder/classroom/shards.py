"""A shard is a part of a roster that is graded apart; the shards of a class are merged again."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.ledger import NAME, Conditions, Ledger, Run
from autograder.classroom.people import Entry
from autograder.classroom.workspace import claimed
from autograder.errors import AssignmentError


@dataclass(frozen=True)
class Shard:
    """Every ``of``-th entry of a roster, from the ``number``-th on."""

    number: int = 1
    total: int = 1

    def of(self, entries: Sequence[Entry]) -> list[tuple[int, Entry]]:
        """The entries of this part, with their places in the whole roster."""
        return list(enumerate(entries))[self.number - 1 :: self.total]

    def __str__(self) -> str:
        return f"{self.number}/{self.total}" if self.total > 1 else ""


WHOLE = Shard()
"""The roster in one piece."""


def parsed_shard(text: str) -> Shard:
    """The shard that ``text`` names, as "2/3"; ``AssignmentError`` for anything else."""
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise AssignmentError(f"--shard {text}: should be I/N with I from 1 to N, as 2/3")
    return Shard(int(match[1]), int(match[2]))


def merge(sources: Sequence[Path], output: Path, conditions: Conditions | None = None) -> Run:
    """Put the last runs in the folders ``sources`` together into a new run in ``output``.

    What ``conditions`` do not say is as the first one was graded.

    ``AssignmentError`` where they were not graded by the same bundle and versions, where a part is
    missing, or where two have an entry of one name.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(claimed(output))
        ledgers = [stack.enter_context(Ledger(source / NAME, create=False)) for source in sources]
        runs = [ledger.last_run() for ledger in ledgers]
        _check(ledgers, runs)
        whole = stack.enter_context(Ledger(output / NAME))
        said = (conditions or Conditions()).after(runs[0].conditions)
        run = whole.begin(runs[0], conditions=said)
        for ledger, part in zip(ledgers, runs, strict=True):
            whole.adopt(run, ledger, part)
        whole.finish(run)
        return whole.last_run()


def _check(ledgers: Sequence[Ledger], runs: Sequence[Run]) -> None:
    first = runs[0].provenance
    for ledger, run in zip(ledgers, runs, strict=True):
        made_by = run.provenance
        if (made_by.bundle, made_by.framework) != (first.bundle, first.framework):
            raise AssignmentError(
                f"{ledger.path}: graded by bundle {made_by.bundle[:12]} with {made_by.framework}; "
                f"{ledgers[0].path}: by {first.bundle[:12]} with {first.framework}"
            )
    totals = {int(run.shard.partition("/")[2]) for run in runs if run.shard}
    for total in totals:
        there = {run.shard for run in runs}
        missing = [s for n in range(1, total + 1) if (s := f"{n}/{total}") not in there]
        if missing:
            raise AssignmentError(f"shards are missing: {', '.join(missing)}")
