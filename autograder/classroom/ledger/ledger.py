"""The ledger of a class: everything that its runs came to, in one file that outlives them.

A grading is committed as it ends, so that what was graded before a crash is graded.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from autograder.assignment.fingerprint import Parts
from autograder.classroom.ledger.connection import Connection
from autograder.classroom.ledger.entries import Entries, entry_of
from autograder.classroom.ledger.gradings import Gradings
from autograder.classroom.ledger.records import Bundle, Conditions, Row, Run
from autograder.classroom.ledger.runs import Runs
from autograder.classroom.people import Entry
from autograder.grading.results import Results

NAME = "ledger.sqlite"
"""What the file is called in the folder that a class is graded into."""


class Ledger:
    """An open ledger file: its runs, their rosters, and what the hand-ins were graded with.

    Opening a ledger of an older format brings it up to date. All methods, and opening, raise
    ``AssignmentError`` where the file cannot be read or written.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        self._file = Connection(path, create=create)
        self._runs = Runs(self._file)
        self._entries = Entries(self._file)
        self._gradings = Gradings(self._file)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def begin(self, bundle: Bundle, shard: str = "", conditions: Conditions | None = None) -> Run:
        """Begin a run with a bundle; forgets those that were not finished, not what they graded.

        Raises ``AssignmentError`` where the ledger belongs to another assignment.
        """
        return self._runs.begin(bundle, shard, conditions or Conditions())

    def enter(self, run: Run, entries: Iterable[tuple[int, Entry]]) -> None:
        """Take in the roster: entries with their places in it."""
        self._entries.enter(run, entries)

    def keep(self, run: Run, before: Run, names: Mapping[str, str]) -> None:
        """Take over what came of opening hand-ins in an earlier run.

        ``names`` says what each entry was called there, by what it is called now.
        """
        self._entries.keep(run, before, names)

    def opened(self, run: Run, found: Iterable[tuple[str, str, list[str]]]) -> None:
        """Take in the digests and the files of hand-ins, by the names of their entries."""
        self._entries.opened(run, found)

    def not_graded(self, run: Run, name: str, problem: str) -> None:
        """Note why an entry, and all with the same hand-in, have no results."""
        self._entries.not_graded(run, name, problem)

    def record(self, run: Run, results: Results, *, again: bool = False) -> None:
        """Take in a grading; one that is there of the same hand-in goes only where ``again``."""
        self._gradings.record(run, results, again=again)

    def adopt(self, run: Run, other: Ledger, its: Run) -> None:
        """Take in the roster and the results of a run in another ledger, with the same bundle.

        Raises ``AssignmentError`` where both have an entry of one name.
        """
        self._entries.copy(run, other._file, its)
        for row in other.rows(its):
            if row.results is not None:
                self.record(run, row.results)

    def finish(self, run: Run) -> None:
        """Say that every entry has its results or its problem."""
        self._runs.finish(run)

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        with self._file.understood():
            return self._runs.all()

    def last_run(self, back: int = 0) -> Run:
        """The last finished run, or the one that many before it.

        Raises ``AssignmentError`` where there is none.
        """
        with self._file.understood():
            return self._runs.last(back)

    def waiting(self, run: Run, again: Collection[str] = ()) -> list[tuple[str, Path, str]]:
        """Name, path and digest of every different hand-in without a grading, in their order.

        Those with a digest of ``again`` are there too.
        """
        return self._entries.waiting(run, again)

    def earlier(self, run: Run, digest: str) -> tuple[Parts, Results] | None:
        """The last complete grading of a hand-in with another bundle, and what graded it."""
        with self._file.understood():
            return self._gradings.earlier(run, digest)

    def entries(self, run: Run) -> Iterator[Entry]:
        """The roster of a run, in its order."""
        with self._file.understood():
            yield from map(entry_of, self._entries.lines(run))

    def hand_ins(self, run: Run) -> list[tuple[Entry, str]]:
        """The roster of a run with the digests of what could be opened."""
        lines = self._entries.lines(run)
        with self._file.understood():
            return [(entry_of(line), line["hand_in"]) for line in lines if line["hand_in"]]

    def problems(self, run: Run) -> list[tuple[str, str]]:
        """The names of what could not be graded, or of which nothing could be run, and why."""
        lines = ((line, line["problem"] or line["unrun"]) for line in self._entries.lines(run))
        return [(line["name"], why) for line, why in lines if why]

    def rows(self, run: Run) -> Iterator[Row]:
        """The roster of a run with the results, in its order."""
        return self._rows(run)

    def row(self, run: Run, name: str) -> Row:
        """The line of the roster with the entry ``name``, which must be there."""
        (row,) = self._rows(run, name)
        return row

    def _rows(self, run: Run, name: str | None = None) -> Iterator[Row]:
        for line in self._entries.lines(run, name):
            with self._file.understood():
                row = Row(entry_of(line), self._results_in(line), line["problem"])
            yield row

    def _results_in(self, line: sqlite3.Row) -> Results | None:
        """The results of a line of the roster; None where it has none."""
        if line["grading"] is None:
            return None
        return self._gradings.results(line["grading"], line["name"], json.loads(line["files"]))

    def pseudonym(self, name: str) -> str:
        """What stands for an entry's name: says nothing of it, and is the same in every report."""
        return f"hand-in {hashlib.sha256(f'{self._salt}{name}'.encode()).hexdigest()[:10]}"

    @cached_property
    def _salt(self) -> str:
        """What nobody knows who has a report alone: without it names could be tried one by one."""
        with self._file.transaction():
            self._file.change(
                "INSERT INTO salt (value) SELECT hex(randomblob(16)) "
                "WHERE NOT EXISTS (SELECT 1 FROM salt)"
            )
            row = self._file.row("SELECT value FROM salt")
        assert row is not None
        salt: str = row["value"]
        return salt
