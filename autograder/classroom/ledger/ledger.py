"""What was graded, as a SQLite file: one row for each pair of a bundle and a hand-in's content.

A grading is committed as it ends, so that what was graded before a crash is graded. Runs and
hand-ins point at gradings; nothing is counted twice since the pair is the key.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.assignment.fingerprint import Parts
from autograder.assignment.provenance import Provenance
from autograder.classroom.people import Entry, Person
from autograder.errors import AssignmentError
from autograder.grading.handin import HandIn
from autograder.grading.results import Outcome, Results, now

NAME = "ledger.sqlite"
FORMAT = 2
SCHEMA = """
CREATE TABLE salt (value TEXT);
CREATE TABLE bundle (
    id INTEGER PRIMARY KEY, hash TEXT, framework TEXT, git_commit TEXT,
    assignment TEXT, title TEXT, settings TEXT, parts TEXT, given TEXT, answers TEXT,
    UNIQUE (hash, framework));
CREATE TABLE graded_case (
    id INTEGER PRIMARY KEY, bundle INTEGER REFERENCES bundle, question TEXT, name TEXT,
    hidden INTEGER, bonus INTEGER, points REAL, UNIQUE (bundle, question, name));
CREATE TABLE run (
    id INTEGER PRIMARY KEY, bundle INTEGER REFERENCES bundle, shard TEXT, started TEXT,
    finished TEXT);
CREATE TABLE entry (
    run INTEGER REFERENCES run, place INTEGER, name TEXT, path TEXT, people TEXT, submitted TEXT,
    attempts INTEGER, hand_in TEXT, files TEXT, problem TEXT DEFAULT '', PRIMARY KEY (run, name));
CREATE INDEX entry_hand_in ON entry (run, hand_in);
CREATE TABLE grading (
    id INTEGER PRIMARY KEY, bundle INTEGER REFERENCES bundle, hand_in TEXT, time TEXT,
    seconds REAL, layers TEXT, notes TEXT, exhausted INTEGER, UNIQUE (bundle, hand_in));
CREATE INDEX grading_hand_in ON grading (hand_in);
CREATE TABLE outcome (
    grading INTEGER REFERENCES grading, graded_case INTEGER REFERENCES graded_case, points REAL,
    status TEXT, message TEXT, misconception TEXT, accident TEXT, PRIMARY KEY (grading, graded_case)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Bundle:
    """What a ledger keeps of a bundle."""

    provenance: Provenance
    assignment: str
    title: str
    settings: dict[str, Any]
    """for Gradescope"""
    parts: Parts
    given: dict[str, str]
    """the stubs that students get, by module"""
    answers: list[str]
    """the texts of all right and wrong answers that instructors wrote"""
    cases: list[tuple[str, str, bool, bool, float]]
    """question, name, whether it is hidden, whether a bonus, points; in grading order"""

    @property
    def questions(self) -> list[str]:
        """The names of the questions, both halves, in grading order."""
        return list(dict.fromkeys(question for question, *_ in self.cases))

    @property
    def max_points(self) -> float:
        """The points that can be earned, without those of bonus questions."""
        return sum(points for *_, bonus, points in self.cases if not bonus)


@dataclass(frozen=True)
class Run(Bundle):
    """One pass over a roster with one bundle."""

    id: int
    bundle: int
    """its number in this ledger"""
    shard: str
    """which part of the roster, as "2/3"; empty for all of it"""
    started: str
    finished: str
    """in UTC; empty while it is not"""


@dataclass(frozen=True)
class Row:
    """A roster's line in a run, and what its hand-in was graded with."""

    entry: Entry
    results: Results | None
    """None where it could not be graded"""
    problem: str


class Ledger:
    """An open ledger file. Methods raise ``AssignmentError`` where the disk does not take it."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        if not create and not path.is_file():
            raise AssignmentError(f"{path}: no such ledger; autograder grade makes one")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with self._named():
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version == 0:
                self._db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
            elif version != FORMAT:
                raise AssignmentError(f"{path}: written by another version of the framework")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        """Put SQLite's errors into a sentence."""
        try:
            yield
        except sqlite3.Error as error:
            raise AssignmentError(f"{self.path}: {error}") from None

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
        """All of it or nothing."""
        with self._named():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._all
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def begin(self, bundle: Bundle, shard: str = "") -> Run:
        """Begin a run with a bundle; forgets those that were not finished, not what they graded.

        ``AssignmentError`` where the ledger belongs to another assignment.
        """
        for (other,) in self._all("SELECT assignment FROM bundle LIMIT 1"):
            if other != bundle.assignment:
                raise AssignmentError(
                    f"{self.path}: the ledger of {other}, and the bundle is {bundle.assignment}'s: "
                    "give another folder with -o"
                )
        made_by = bundle.provenance
        about = bundle.settings, asdict(bundle.parts), bundle.given, bundle.answers
        with self._transaction() as do:
            unfinished = "SELECT id FROM run WHERE finished = ''"
            do(f"DELETE FROM entry WHERE run IN ({unfinished})")
            do("DELETE FROM run WHERE finished = ''")
            new = "INSERT OR IGNORE INTO bundle VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            do(
                new,
                *(made_by.bundle, made_by.framework, made_by.commit),
                *(bundle.assignment, bundle.title, *map(json.dumps, about)),
            )
            key = made_by.bundle, made_by.framework
            ((number,),) = do("SELECT id FROM bundle WHERE hash = ? AND framework = ?", *key)
            new = "INSERT OR IGNORE INTO graded_case VALUES (NULL, ?, ?, ?, ?, ?, ?)"
            self._db.executemany(new, [(number, *case) for case in bundle.cases])
            do("INSERT INTO run VALUES (NULL, ?, ?, ?, '')", number, shard, now())
        return self.runs()[-1]

    def enter(self, run: Run, entries: Iterable[tuple[int, Entry]]) -> None:
        """Take in the roster: entries with their places in it."""
        with self._transaction() as do:
            for place, e in entries:
                people = json.dumps([asdict(p) for p in e.people])
                submitted = e.submitted.isoformat() if e.submitted else ""
                new = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, '', '[]', '')"
                do(new, run.id, place, e.name, str(e.path.resolve()), people, submitted, e.attempts)

    def adopt(self, run: Run, other: Ledger, its: Run) -> None:
        """Take in the roster and the results of a run in another ledger, with the same bundle.

        ``AssignmentError`` where both have an entry of one name.
        """
        columns = "place, name, path, people, submitted, attempts, hand_in, files, problem"
        with self._transaction() as do:
            known = {name for (name,) in do("SELECT name FROM entry WHERE run = ?", run.id)}
            for values in other._all(f"SELECT {columns} FROM entry WHERE run = ?", its.id):
                if values[1] in known:
                    raise AssignmentError(f"{other.path}: {values[1]} is in another one too")
                new = f"INSERT INTO entry (run, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                do(new, run.id, *values)
        for row in other.rows(its):
            if row.results is not None:
                self.record(run, row.results)

    def opened(self, run: Run, found: Iterable[tuple[str, HandIn]]) -> None:
        """Take in what is in the hand-ins, by the name of their entries."""
        with self._transaction() as do:
            for name, hand_in in found:
                change = "UPDATE entry SET hand_in = ?, files = ? WHERE run = ? AND name = ?"
                do(change, hand_in.digest, json.dumps(hand_in.files), run.id, name)

    def not_graded(self, run: Run, name: str, problem: str) -> None:
        """Note why an entry, and all with the same hand-in, have no results."""
        with self._transaction() as do:
            change = "UPDATE entry SET problem = ? WHERE run = ? AND name = ?"
            do(change, problem, run.id, name)
            same = "SELECT hand_in FROM entry WHERE run = ? AND name = ? AND hand_in != ''"
            change = f"UPDATE entry SET problem = ? WHERE run = ? AND hand_in IN ({same})"
            do(change, problem, run.id, run.id, name)

    def waiting(self, run: Run) -> list[tuple[str, Path, str]]:
        """Name, path and digest of every different hand-in without a grading, in their order."""
        graded = "SELECT hand_in FROM grading WHERE bundle = ?"
        found = self._all(
            "SELECT name, path, hand_in, min(place) AS first FROM entry "
            f"WHERE run = ? AND problem = '' AND hand_in NOT IN ({graded}) "
            "GROUP BY hand_in ORDER BY first",
            run.id,
            run.bundle,
        )
        return [(name, Path(path), digest) for name, path, digest, _ in found]

    def earlier(self, run: Run, digest: str) -> tuple[Parts, Results] | None:
        """The last complete grading of a hand-in with another bundle, and what graded it."""
        for grading, bundle in self._all(
            "SELECT id, bundle FROM grading WHERE hand_in = ? AND bundle != ? AND NOT exhausted "
            "ORDER BY id DESC LIMIT 1",
            digest,
            run.bundle,
        ):
            return self._parts(bundle), self._results(grading, "", [])
        return None

    def record(self, run: Run, results: Results) -> None:
        """Take in a grading; one of the same hand-in that is there already stands."""
        with self._transaction() as do:
            exists = "SELECT 1 FROM grading WHERE bundle = ? AND hand_in = ?"
            if do(exists, run.bundle, results.hand_in):
                return
            do(
                "INSERT INTO grading VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
                *(run.bundle, results.hand_in, results.time, results.seconds),
                *(json.dumps(results.layers), json.dumps(results.notes), results.exhausted),
            )
            ((grading,),) = do("SELECT last_insert_rowid()")
            outcomes = [
                (
                    *(grading, o.points, o.status, o.message, o.misconception, o.accident),
                    *(run.bundle, o.question, o.case),
                )
                for o in results.outcomes
            ]
            self._db.executemany(
                "INSERT INTO outcome SELECT ?, id, ?, ?, ?, ?, ? FROM graded_case "
                "WHERE bundle = ? AND question = ? AND name = ?",
                outcomes,
            )

    def finish(self, run: Run) -> None:
        """Say that every entry has its results or its problem."""
        with self._transaction() as do:
            do("UPDATE run SET finished = ? WHERE id = ?", now(), run.id)

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        found = self._all(
            "SELECT run.id, bundle, shard, started, finished, hash, git_commit, framework, "
            "assignment, title, settings, parts, given, answers "
            "FROM run JOIN bundle ON bundle.id = bundle ORDER BY run.id"
        )
        return [self._run(*values) for values in found]

    def _run(
        self, number: int, bundle: int, shard: str, started: str, finished: str, *about: str
    ) -> Run:
        *made_by, assignment, title, settings, parts, given, answers = about
        return Run(
            Provenance(*made_by),
            assignment,
            title,
            json.loads(settings),
            Parts(**json.loads(parts)),
            json.loads(given),
            json.loads(answers),
            self._cases(bundle),
            number,
            bundle,
            shard,
            started,
            finished,
        )

    def _cases(self, bundle: int) -> list[tuple[str, str, bool, bool, float]]:
        found = self._all(
            "SELECT question, name, hidden, bonus, points FROM graded_case WHERE bundle = ? "
            "ORDER BY id",
            bundle,
        )
        return [(q, name, bool(hidden), bool(bonus), p) for q, name, hidden, bonus, p in found]

    def last_run(self, back: int = 0) -> Run:
        """The last finished run, or the one that many before it."""
        finished = [run for run in self.runs() if run.finished]
        if len(finished) <= back:
            many = "no run was finished yet" if not finished else f"{len(finished)} finished runs"
            raise AssignmentError(f"{self.path}: {many}, and {back + 1} are needed")
        return finished[-1 - back]

    def pseudonym(self, name: str) -> str:
        """What stands for an entry's name: says nothing of it, and is the same in every report."""
        with self._transaction() as do:
            do("INSERT INTO salt SELECT hex(randomblob(16)) WHERE NOT EXISTS (SELECT 1 FROM salt)")
            ((salt,),) = do("SELECT value FROM salt")
        return f"hand-in {hashlib.sha256(f'{salt}{name}'.encode()).hexdigest()[:10]}"

    def entries(self, run: Run) -> Iterator[Entry]:
        """The roster of a run, in its order."""
        for row in self._rows(run, with_results=False):
            yield row.entry

    def hand_ins(self, run: Run) -> list[tuple[Entry, str]]:
        """The roster of a run with the digests of what could be opened."""
        known = self._all("SELECT name, hand_in FROM entry WHERE run = ?", run.id)
        digests = {name: digest for name, digest in known if digest}
        return [(e, digests[e.name]) for e in self.entries(run) if e.name in digests]

    def problems(self, run: Run) -> list[tuple[str, str]]:
        """The names of what could not be graded, and why."""
        query = "SELECT name, problem FROM entry WHERE run = ? AND problem != '' ORDER BY place"
        return [(name, problem) for name, problem in self._all(query, run.id)]

    def rows(self, run: Run) -> Iterator[Row]:
        """The roster of a run with the results, in its order."""
        return self._rows(run)

    def row(self, run: Run, name: str) -> Row:
        """One line of the roster."""
        (row,) = self._rows(run, name)
        return row

    def _rows(self, run: Run, *names: str, with_results: bool = True) -> Iterator[Row]:
        """All lines of the roster, or the one of that name."""
        query = (
            "SELECT name, path, people, submitted, attempts, files, problem, grading.id FROM entry "
            "LEFT JOIN grading ON grading.bundle = ? AND grading.hand_in = entry.hand_in "
            f"WHERE run = ? {'AND name = ?' * len(names)} ORDER BY place"
        )
        with self._named():  # row by row: a class need not fit into memory
            for (
                name,
                path,
                people,
                submitted,
                attempts,
                files,
                problem,
                grading,
            ) in self._db.execute(query, (run.bundle, run.id, *names)):
                entry = Entry(
                    name,
                    Path(path),
                    tuple(Person(**p) for p in json.loads(people)),
                    datetime.fromisoformat(submitted) if submitted else None,
                    attempts,
                )
                graded = with_results and grading is not None and not problem
                results = self._results(grading, name, json.loads(files)) if graded else None
                yield Row(entry, results, problem)

    def _results(self, grading: int, name: str, files: list[str]) -> Results:
        ((*made_by, hand_in, time, seconds, layers, notes, exhausted),) = self._all(
            "SELECT hash, git_commit, framework, hand_in, time, seconds, layers, notes, exhausted "
            "FROM grading JOIN bundle ON bundle.id = bundle WHERE grading.id = ?",
            grading,
        )
        outcomes = self._all(
            "SELECT question, name, hidden, outcome.points, graded_case.points, status, message, "
            "misconception, bonus, accident FROM outcome JOIN graded_case ON id = graded_case "
            "WHERE grading = ? ORDER BY id",
            grading,
        )
        return Results(
            name,
            Provenance(*made_by),
            [
                Outcome(question, case, bool(hidden), *verdict)
                for question, case, hidden, *verdict in outcomes
            ],
            json.loads(notes),
            files,
            hand_in,
            time,
            json.loads(layers),
            seconds,
            bool(exhausted),
        )

    def _parts(self, bundle: int) -> Parts:
        ((text,),) = self._all("SELECT parts FROM bundle WHERE id = ?", bundle)
        return Parts(**json.loads(text))

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._named():
            return self._db.execute(query, values).fetchall()
