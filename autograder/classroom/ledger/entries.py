"""The rosters of a ledger: for each run who handed in what, and what came of opening it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from autograder.classroom.ledger.connection import Connection
from autograder.classroom.ledger.records import Run
from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError

ADD_ENTRY = """
    INSERT INTO entry (run, place, name, path, people, submitted, attempts, display, key, late)
    VALUES (:run, :place, :name, :path, :people, :submitted, :attempts, :display, :key, :late)
"""
COPY_ENTRY = """
    INSERT INTO entry (run, place, name, path, people, submitted, attempts, hand_in, files, problem,
                       display, key, late)
    VALUES (:run, :place, :name, :path, :people, :submitted, :attempts, :hand_in, :files, :problem,
            :display, :key, :late)
"""
KEEP_ENTRY = """
    UPDATE entry SET (hand_in, files, problem) = (
        SELECT hand_in, files, problem FROM entry AS earlier
        WHERE earlier.run = :before AND earlier.name = :was)
    WHERE run = :run AND name = :name
"""
NOT_GRADED = """
    UPDATE entry SET problem = :problem
    WHERE run = :run AND (name = :name OR hand_in = (
        SELECT hand_in FROM entry WHERE run = :run AND name = :name AND hand_in != ''))
"""
WAITING = """
    SELECT name, path, hand_in, min(place) AS first FROM entry
    WHERE run = :run AND problem = ''
      AND (hand_in NOT IN (SELECT hand_in FROM grading WHERE bundle = :bundle)
           OR hand_in IN (SELECT value FROM json_each(:again)))
    GROUP BY hand_in ORDER BY first
"""
SELECT_ENTRIES = """
    SELECT entry.name, entry.path, entry.people, entry.submitted, entry.attempts, entry.hand_in,
           entry.files, entry.problem, entry.display, entry.key, entry.late,
           grading.id AS grading,
           coalesce(grading.unrun, '') AS unrun
    FROM entry LEFT JOIN grading
      ON grading.bundle = :bundle AND grading.hand_in = entry.hand_in AND entry.problem = ''
    WHERE entry.run = :run
"""


class Entries:
    """The lines of the rosters; each belongs to a run and goes with it."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def enter(self, run: Run, entries: Iterable[tuple[int, Entry]]) -> None:
        """Take in a roster: entries with their places in it."""
        with self._file.transaction():
            lines = (_entry_line(run, place, entry) for place, entry in entries)
            self._file.change_each(ADD_ENTRY, lines)

    def copy(self, run: Run, other: Connection, its: Run) -> None:
        """Take in the roster of a run in another ledger.

        Raises ``AssignmentError`` where both have an entry of one name.
        """
        names = self._file.rows("SELECT name FROM entry WHERE run = :run", {"run": run.id})
        known = {row["name"] for row in names}
        with self._file.transaction():
            for row in other.rows("SELECT * FROM entry WHERE run = :run", {"run": its.id}):
                if row["name"] in known:
                    raise AssignmentError(f"{other.path}: {row['name']} is in another one too")
                self._file.change(COPY_ENTRY, {**dict(row), "run": run.id})

    def keep(self, run: Run, before: Run, names: Mapping[str, str]) -> None:
        """Take over what came of opening hand-ins earlier, by their names now and then."""
        lines = (
            {"run": run.id, "before": before.id, "name": name, "was": was}
            for name, was in names.items()
        )
        with self._file.transaction():
            self._file.change_each(KEEP_ENTRY, lines)

    def opened(self, run: Run, found: Iterable[tuple[str, str, list[str]]]) -> None:
        """Take in the digests and the files of hand-ins, by the names of their entries."""
        change = (
            "UPDATE entry SET hand_in = :digest, files = :files WHERE run = :run AND name = :name"
        )
        with self._file.transaction():
            for name, digest, files in found:
                values = {"digest": digest, "files": json.dumps(files)}
                self._file.change(change, {**values, "run": run.id, "name": name})

    def not_graded(self, run: Run, name: str, problem: str) -> None:
        """Note why an entry, and all with the same hand-in, have no results."""
        with self._file.transaction():
            self._file.change(NOT_GRADED, {"run": run.id, "name": name, "problem": problem})

    def waiting(self, run: Run, again: Collection[str]) -> list[tuple[str, Path, str]]:
        """Name, path and digest of every different hand-in without a grading, in their order.

        Those with a digest of ``again`` are there too.
        """
        values = {"run": run.id, "bundle": run.bundle, "again": json.dumps(sorted(again))}
        found = self._file.rows(WAITING, values)
        return [(row["name"], _path(row), row["hand_in"]) for row in found]

    def lines(self, run: Run, name: str | None = None) -> Iterator[sqlite3.Row]:
        """The lines of a roster with the numbers of their gradings, in order; or the one so named.

        ``entry_of`` makes an entry of such a line.
        """
        which = "" if name is None else "AND entry.name = :name"
        values = {"run": run.id, "bundle": run.bundle, "name": name}
        return self._file.rows(f"{SELECT_ENTRIES} {which} ORDER BY entry.place", values)


def entry_of(row: sqlite3.Row) -> Entry:
    """The entry that a line of a roster holds."""
    return Entry(
        name=row["name"],
        path=_path(row),
        people=tuple(Person(**person) for person in json.loads(row["people"])),
        submitted=datetime.fromisoformat(row["submitted"]) if row["submitted"] else None,
        attempts=row["attempts"],
        display=row["display"],
        key=row["key"],
        late=bool(row["late"]),
    )


def _path(row: sqlite3.Row) -> Path:
    """Where a hand-in lies: text, or the bytes of a name that is none."""
    return Path(os.fsdecode(row["path"]))


def _stored(path: Path) -> str | bytes:
    """A path as a column takes it: names of files are bytes that need not be text."""
    data = os.fsencode(path)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _entry_line(run: Run, place: int, entry: Entry) -> dict[str, object]:
    """The columns of an entry whose hand-in was not opened yet."""
    return {
        "run": run.id,
        "place": place,
        "name": entry.name,
        "path": _stored(entry.path.absolute()),
        "people": json.dumps([asdict(person) for person in entry.people]),
        "submitted": entry.submitted.isoformat() if entry.submitted else "",
        "attempts": entry.attempts,
        "display": entry.display,
        "key": entry.key,
        "late": int(entry.late),
    }
