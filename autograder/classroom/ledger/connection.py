"""A ledger's SQLite file: opened, queried, and changed in transactions."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from autograder.classroom.ledger.migrations import bring_up_to_date
from autograder.errors import AssignmentError

Values = Mapping[str, object]
"""What stands for the ``:name`` placeholders of a query."""


class Connection:
    """An open ledger file, which its tables share.

    Methods raise ``AssignmentError``, with the file's name, for every error of SQLite.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open the file and bring its tables up to date; without ``create`` it must be there."""
        if not create and not path.is_file():
            raise AssignmentError(f"{path}: no such ledger; autograder grade makes one")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with self._named():
            self._db = sqlite3.connect(path, isolation_level=None)
            try:
                self._db.execute("PRAGMA journal_mode = WAL")  # a commit waits for no disk:
                self._db.execute("PRAGMA synchronous = NORMAL")  # only a power cut loses the last
                bring_up_to_date(self._db, path)
                self._db.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                self._db.close()
                raise
            self._db.row_factory = sqlite3.Row

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def rows(self, query: str, values: Values | None = None) -> Iterator[sqlite3.Row]:
        """The rows that a query finds, one by one: a class need not fit into memory."""
        with self._named():
            yield from self._db.execute(query, values or {})

    def row(self, query: str, values: Values | None = None) -> sqlite3.Row | None:
        """The first row that a query finds; None where it finds none."""
        with self._named():
            found: sqlite3.Row | None = self._db.execute(query, values or {}).fetchone()
            return found

    def change(self, statement: str, values: Values | None = None) -> int:
        """Carry out a statement within a transaction; returns the id of the row it inserted."""
        with self._named():
            return self._db.execute(statement, values or {}).lastrowid or 0

    def change_each(self, statement: str, values: Iterable[Values | tuple[object, ...]]) -> None:
        """Carry out a statement with each of the ``values``, within a transaction."""
        with self._named():
            self._db.executemany(statement, values)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes within it, or, where it ends with an error, none."""
        with self._named():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk rolls back by itself
                    self._db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def understood(self) -> Iterator[None]:
        """Put into a sentence what reading the columns of a damaged file ends in."""
        try:
            yield
        except AssignmentError:
            raise
        except (ValueError, TypeError, KeyError) as error:
            raise AssignmentError(
                f"{self.path}: the ledger is damaged ({error}): put back a copy of it, or grade "
                "into another folder"
            ) from None

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        """Put SQLite's errors into a sentence."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:  # a damaged file need not hold text
            raise AssignmentError(f"{self.path}: {error}") from None
