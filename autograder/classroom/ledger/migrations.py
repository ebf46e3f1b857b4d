"""The steps that bring a ledger of an older format up to the one that this version writes.

A ledger's format is SQLite's ``user_version``; 0 is a file without tables. All steps that a file
needs are one transaction: one that is interrupted leaves the file as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.errors import AssignmentError

FORMAT = 9
"""The format that this version of the framework writes."""
SCHEMA = Path(__file__).parent / "schema.sql"
TABLES_OF_2 = {
    "salt": "value",
    "bundle": "id, hash, framework, git_commit, assignment, title, settings, parts, given, answers",
    "graded_case": "id, bundle, question, name, hidden, bonus, points",
    "run": "id, bundle, shard, started, finished",
    "entry": "run, place, name, path, people, submitted, attempts, hand_in, files, problem",
    "grading": "id, bundle, hand_in, time, seconds, layers, notes, exhausted",
    "outcome": "grading, graded_case, points, status, message, misconception, accident",
}
"""The tables of format 2 with their columns; none refers to one below it."""
NAMED_IN_2 = "Your answer is what comes out in"
"""How the sentence on a known mistake began in the messages of format 2."""


def bring_up_to_date(db: sqlite3.Connection, path: Path) -> None:
    """Give an empty file its tables, and an older ledger those of ``FORMAT``.

    ``path`` is for messages. Expects foreign keys to be switched off, since tables are replaced.
    Raises ``AssignmentError`` for a format that this version does not know.
    """
    if _format(db, path) == FORMAT:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        while (found := _format(db, path)) != FORMAT:  # asked again: another process may have begun
            MIGRATIONS[found](db)
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise AssignmentError(f"{path}: damaged: some of its lines refer to none that is there")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _format(db: sqlite3.Connection, path: Path) -> int:
    """The format of a ledger, if it is ``FORMAT`` or a step begins there."""
    found: int = db.execute("PRAGMA user_version").fetchone()[0]
    if found > FORMAT:
        raise AssignmentError(
            f"{path}: has format {found}, and this version of the framework reads ledgers up to "
            f"format {FORMAT}: upgrade it (pip install --upgrade nn-autograder)"
        )
    if found != FORMAT and found not in MIGRATIONS:
        raise AssignmentError(
            f"{path}: has format {found}, which is older than this version can read: "
            "give another folder with -o"
        )
    return found


def _create(db: sqlite3.Connection) -> None:
    """From a file without tables to format 3."""
    for statement in _statements(SCHEMA.read_text(encoding="utf-8")):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script; ``sqlite3.executescript`` would commit before the first."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""


def _add_titles_and_constraints(db: sqlite3.Connection) -> None:
    """From format 2 to 3: the titles of known mistakes, no column without a value, foreign keys.

    SQLite cannot add a constraint to a table, so each one is made anew and filled from the old one.
    """
    for index in ("entry_hand_in", "grading_hand_in"):
        db.execute(f"DROP INDEX {index}")
    for table in TABLES_OF_2:
        db.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    _create(db)
    for table, columns in TABLES_OF_2.items():
        db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM old_{table}")
    for table in reversed(TABLES_OF_2):
        db.execute(f"DROP TABLE old_{table}")
    db.create_function("title_in", 1, _title_in, deterministic=True)
    named = "misconception_title = title_in(message) WHERE misconception != ''"
    db.execute(f"UPDATE outcome SET {named}")


def _title_in(message: str) -> str:
    """The title of the known mistake that a message of format 2 names."""
    return message.rpartition(NAMED_IN_2)[2].partition(" when ")[2].partition(".\n")[0]


def _add_identities(db: sqlite3.Connection) -> None:
    """From format 3 to 4: what a hand-in is called and known by, and why nothing of it ran.

    Of older runs nothing but the name is known, which is empty here and stands for both.
    """
    for column in ("entry ADD COLUMN display", "entry ADD COLUMN key", "grading ADD COLUMN unrun"):
        db.execute(f"ALTER TABLE {column} TEXT NOT NULL DEFAULT ''")
    db.execute("PRAGMA user_version = 4")


def _add_marks(db: sqlite3.Connection) -> None:
    """From format 4 to 5: whether the platform marks a hand-in as late."""
    db.execute("ALTER TABLE entry ADD COLUMN late INTEGER NOT NULL DEFAULT 0")
    db.execute("PRAGMA user_version = 5")


def _add_conditions(db: sqlite3.Connection) -> None:
    """From format 5 to 6: written questions, the due date, and where decisions lie.

    Older assignments had no written questions; of older runs no due date is known.
    """
    columns = {
        "bundle": ("manual TEXT NOT NULL DEFAULT '[]'",),  # JSON
        "run": tuple(
            f"{column} TEXT NOT NULL DEFAULT ''" for column in ("due", "bundle_path", "adjustments")
        ),
    }
    for table, added in columns.items():
        for column in added:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    db.execute("PRAGMA user_version = 6")


def _add_answers(db: sqlite3.Connection) -> None:
    """From format 6 to 7: what a hand-in answered where no known mistake explains a failure.

    Of older gradings nobody knows it.
    """
    db.execute("ALTER TABLE outcome ADD COLUMN answer TEXT NOT NULL DEFAULT ''")
    db.execute("PRAGMA user_version = 7")


def _add_language(db: sqlite3.Connection) -> None:
    """From format 7 to 8: the language that students read, and how cases are called in it.

    Older bundles are English.
    """
    for column in ("bundle ADD COLUMN language", "graded_case ADD COLUMN title"):
        db.execute(f"ALTER TABLE {column} TEXT NOT NULL DEFAULT ''")
    db.execute("PRAGMA user_version = 8")


def _add_pictures(db: sqlite3.Connection) -> None:
    """From format 8 to 9: pictures that hand-ins made. A case without one has no line.

    Of older gradings there are none.
    """
    db.execute(
        """
        CREATE TABLE picture (
            grading INTEGER NOT NULL REFERENCES grading (id),
            graded_case INTEGER NOT NULL REFERENCES graded_case (id),
            place INTEGER NOT NULL, -- Among those of the case, from 0.
            title TEXT NOT NULL,
            png BLOB NOT NULL,
            PRIMARY KEY (grading, graded_case, place)
        )
        """
    )
    db.execute("PRAGMA user_version = 9")


MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {
    0: _create,
    2: _add_titles_and_constraints,
    3: _add_identities,
    4: _add_marks,
    5: _add_conditions,
    6: _add_answers,
    7: _add_language,
    8: _add_pictures,
}
"""What to do with a ledger of a format; each step sets ``user_version`` to a later one."""
