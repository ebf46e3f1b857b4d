"""The runs of a ledger and the bundles that they graded with."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from datetime import datetime

from autograder.assignment.fingerprint import Parts
from autograder.assignment.manual import ManualQuestion
from autograder.assignment.provenance import Provenance
from autograder.classroom.ledger.connection import Connection
from autograder.classroom.ledger.records import Bundle, Conditions, GradedCase, Run
from autograder.errors import AssignmentError
from autograder.grading.results import now

RUNS = """
    SELECT run.id, run.bundle, run.shard, run.started, run.finished, run.due, run.bundle_path,
           run.adjustments, bundle.hash, bundle.git_commit, bundle.framework, bundle.assignment,
           bundle.title, bundle.settings, bundle.parts, bundle.given, bundle.answers, bundle.manual,
           bundle.language
    FROM run JOIN bundle ON bundle.id = run.bundle
"""
ADD_BUNDLE = """
    INSERT INTO bundle (hash, framework, git_commit, assignment, title, settings, parts, given,
                        answers, manual, language)
    VALUES (:hash, :framework, :git_commit, :assignment, :title, :settings, :parts, :given,
            :answers, :manual, :language)
    ON CONFLICT (hash, framework) DO NOTHING
"""
ADD_RUN = """
    INSERT INTO run (bundle, shard, started, due, bundle_path, adjustments)
    VALUES (:bundle, :shard, :started, :due, :bundle_path, :adjustments)
"""
ADD_CASE = """
    INSERT INTO graded_case (bundle, question, name, hidden, bonus, points, title)
    VALUES (:bundle, :question, :name, :hidden, :bonus, :points, :title)
    ON CONFLICT (bundle, question, name) DO NOTHING
"""


class Runs:
    """One line for every pass over a roster; what was not finished goes when the next begins."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def begin(self, bundle: Bundle, shard: str, conditions: Conditions) -> Run:
        """Begin a run; forgets runs that were not finished, but not what they graded.

        Raises ``AssignmentError`` where the ledger belongs to another assignment.
        """
        self._expect(bundle.assignment)
        with self._file.transaction():
            self._file.change("DELETE FROM run WHERE finished = ''")  # and their entries with them
            run = self._file.change(
                ADD_RUN,
                {
                    "bundle": self._number_of(bundle),
                    "shard": shard,
                    "started": now(),
                    "due": conditions.due.isoformat() if conditions.due else "",
                    "bundle_path": conditions.bundle,
                    "adjustments": conditions.adjustments,
                },
            )
        return self._one(run)

    def finish(self, run: Run) -> None:
        """Say that every entry has its results or its problem."""
        with self._file.transaction():
            self._file.change(
                "UPDATE run SET finished = :now WHERE id = :run", {"now": now(), "run": run.id}
            )

    def all(self) -> list[Run]:
        """All runs, the oldest first."""
        return [self._run(row) for row in list(self._file.rows(f"{RUNS} ORDER BY run.id"))]

    def last(self, back: int) -> Run:
        """The finished run with ``back`` finished ones after it.

        Raises ``AssignmentError`` where there are not so many.
        """
        finished = "SELECT id FROM run WHERE finished != '' ORDER BY id DESC"
        ids = [row["id"] for row in self._file.rows(finished)]
        if len(ids) <= back:
            many = "no run was finished yet" if not ids else f"{len(ids)} finished runs"
            raise AssignmentError(f"{self._file.path}: {many}, and {back + 1} are needed")
        return self._one(ids[back])

    def _expect(self, assignment: str) -> None:
        """Raise ``AssignmentError`` where the ledger belongs to another assignment."""
        known = self._file.row("SELECT assignment FROM bundle LIMIT 1")
        if known is not None and known["assignment"] != assignment:
            raise AssignmentError(
                f"{self._file.path}: the ledger of {known['assignment']}, and the bundle is "
                f"{assignment}'s: give another folder with -o"
            )

    def _number_of(self, bundle: Bundle) -> int:
        """The number of a bundle in this ledger, which takes it in where it is new."""
        made_by = bundle.provenance
        key = {"hash": made_by.bundle, "framework": made_by.framework}
        about = {
            "git_commit": made_by.commit,
            "assignment": bundle.assignment,
            "title": bundle.title,
            "settings": json.dumps(bundle.settings),
            "parts": json.dumps(asdict(bundle.parts)),
            "given": json.dumps(bundle.given),
            "answers": json.dumps(bundle.answers),
            "manual": json.dumps([asdict(question) for question in bundle.manual]),
            "language": bundle.language,
        }
        self._file.change(ADD_BUNDLE, {**key, **about})
        query = "SELECT id FROM bundle WHERE hash = :hash AND framework = :framework"
        found = self._file.row(query, key)
        assert found is not None
        number: int = found["id"]
        cases = ({"bundle": number, **asdict(case)} for case in bundle.cases)
        self._file.change_each(ADD_CASE, cases)
        return number

    def _one(self, number: int) -> Run:
        row = self._file.row(f"{RUNS} WHERE run.id = :run", {"run": number})
        assert row is not None
        return self._run(row)

    def _run(self, row: sqlite3.Row) -> Run:
        return Run(
            provenance=provenance_of(row),
            assignment=row["assignment"],
            title=row["title"],
            settings=json.loads(row["settings"]),
            parts=parts_in(row),
            given=json.loads(row["given"]),
            answers=json.loads(row["answers"]),
            cases=list(cases_of(self._file, row["bundle"]).values()),
            manual=[ManualQuestion(**question) for question in json.loads(row["manual"])],
            language=row["language"],
            id=row["id"],
            bundle=row["bundle"],
            shard=row["shard"],
            started=row["started"],
            finished=row["finished"],
            conditions=Conditions(
                due=datetime.fromisoformat(row["due"]) if row["due"] else None,
                bundle=row["bundle_path"],
                adjustments=row["adjustments"],
            ),
        )


def cases_of(file: Connection, bundle: int) -> dict[int, GradedCase]:
    """The cases of a bundle by their numbers in the ledger, in grading order."""
    query = (
        "SELECT id, question, name, hidden, bonus, points, title FROM graded_case "
        "WHERE bundle = :bundle ORDER BY id"
    )
    return {
        row["id"]: GradedCase(
            question=row["question"],
            name=row["name"],
            hidden=bool(row["hidden"]),
            bonus=bool(row["bonus"]),
            points=row["points"],
            title=row["title"],
        )
        for row in file.rows(query, {"bundle": bundle})
    }


def provenance_of(row: sqlite3.Row) -> Provenance:
    """Where results come from, by the columns of a bundle."""
    return Provenance(bundle=row["hash"], commit=row["git_commit"], framework=row["framework"])


def parts_in(row: sqlite3.Row) -> Parts:
    """The digests of all that grades, by the columns of a bundle."""
    return Parts(**json.loads(row["parts"]))
