"""The gradings of a ledger: what each different hand-in came to with each bundle."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping

from autograder.assignment.fingerprint import Parts
from autograder.checks.context import Picture
from autograder.classroom.ledger.connection import Connection
from autograder.classroom.ledger.records import GradedCase, Run
from autograder.classroom.ledger.runs import cases_of, parts_in, provenance_of
from autograder.grading.results import Outcome, Results

ADD_GRADING = """
    INSERT INTO grading (bundle, hand_in, time, seconds, layers, notes, exhausted, unrun)
    VALUES (:bundle, :hand_in, :time, :seconds, :layers, :notes, :exhausted, :unrun)
"""
ADD_OUTCOME = """
    INSERT INTO outcome (grading, graded_case, points, status, message, misconception,
                         misconception_title, accident, answer)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
ADD_PICTURE = """
    INSERT INTO picture (grading, graded_case, place, title, png) VALUES (?, ?, ?, ?, ?)
"""
SELECT_EARLIER = """
    SELECT grading.id, bundle.parts FROM grading JOIN bundle ON bundle.id = grading.bundle
    WHERE grading.hand_in = :hand_in AND grading.bundle != :bundle AND NOT grading.exhausted
    ORDER BY grading.id DESC LIMIT 1
"""
GRADING = """
    SELECT grading.hand_in, grading.time, grading.seconds, grading.layers, grading.notes,
           grading.exhausted, grading.unrun, grading.bundle, bundle.hash, bundle.git_commit,
           bundle.framework
    FROM grading JOIN bundle ON bundle.id = grading.bundle WHERE grading.id = :grading
"""
SELECT_OUTCOMES = """
    SELECT graded_case, points, status, message, misconception, misconception_title, accident,
           answer
    FROM outcome WHERE grading = :grading ORDER BY graded_case
"""

SELECT_PICTURES = """
    SELECT graded_case, title, png FROM picture WHERE grading = :grading
    ORDER BY graded_case, place
"""


class Gradings:
    """One line for each pair of a bundle and a hand-in's content, with an outcome a case."""

    def __init__(self, file: Connection) -> None:
        self._file = file
        self._cases: dict[int, dict[int, GradedCase]] = {}
        self._numbers: dict[int, dict[tuple[str, str], int]] = {}

    def record(self, run: Run, results: Results, *, again: bool) -> None:
        """Take in a grading; one that is there of the same hand-in goes only where ``again``."""
        key = {"bundle": run.bundle, "hand_in": results.hand_in}
        with self._file.transaction():
            query = "SELECT id FROM grading WHERE bundle = :bundle AND hand_in = :hand_in"
            if (there := self._file.row(query, key)) is not None:
                if not again:
                    return
                of_it = ("picture", "grading"), ("outcome", "grading"), ("grading", "id")
                for table, column in of_it:
                    self._file.change(f"DELETE FROM {table} WHERE {column} = :id", dict(there))
            about = {
                "time": results.time,
                "seconds": results.seconds,
                "layers": json.dumps(results.layers),
                "notes": json.dumps(results.notes),
                "exhausted": results.exhausted,
                "unrun": results.unrun,
            }
            grading = self._file.change(ADD_GRADING, {**key, **about})
            numbers = self._numbers_of(run.bundle)
            lines = (_line(grading, numbers[o.case_key], o) for o in results.outcomes)
            self._file.change_each(ADD_OUTCOME, lines)
            self._file.change_each(ADD_PICTURE, _picture_lines(grading, numbers, results))

    def earlier(self, run: Run, digest: str) -> tuple[Parts, Results] | None:
        """The last complete grading of a hand-in with another bundle, and what graded it."""
        row = self._file.row(SELECT_EARLIER, {"hand_in": digest, "bundle": run.bundle})
        return None if row is None else (parts_in(row), self.results(row["id"]))

    def results(self, grading: int, name: str = "", files: list[str] | None = None) -> Results:
        """A grading by its number, as results of the hand-in ``name`` made of ``files``."""
        row = self._file.row(GRADING, {"grading": grading})
        assert row is not None
        cases = self._cases_of(row["bundle"])
        lines = self._file.rows(SELECT_OUTCOMES, {"grading": grading})
        pictures: dict[int, tuple[Picture, ...]] = {}
        for number, title, png in self._file.rows(SELECT_PICTURES, {"grading": grading}):
            pictures[number] = (*pictures.get(number, ()), Picture(title, png))
        return Results(
            name=name,
            provenance=provenance_of(row),
            outcomes=[_outcome_in(line, cases, pictures) for line in lines],
            notes=json.loads(row["notes"]),
            files=files or [],
            hand_in=row["hand_in"],
            time=row["time"],
            layers=json.loads(row["layers"]),
            seconds=row["seconds"],
            exhausted=bool(row["exhausted"]),
            unrun=row["unrun"],
        )

    def _cases_of(self, bundle: int) -> dict[int, GradedCase]:
        """The cases of a bundle by their numbers, which go up in grading order."""
        if bundle not in self._cases:
            self._cases[bundle] = cases_of(self._file, bundle)
        return self._cases[bundle]

    def _numbers_of(self, bundle: int) -> dict[tuple[str, str], int]:
        """The numbers of a bundle's cases, by what identifies a case in its bundle."""
        if bundle not in self._numbers:
            cases = self._cases_of(bundle).items()
            self._numbers[bundle] = {(case.question, case.name): n for n, case in cases}
        return self._numbers[bundle]


def _line(grading: int, case: int, outcome: Outcome) -> tuple[object, ...]:
    """The columns of an outcome, in the order of ``ADD_OUTCOME``.

    A class has millions of these lines, and names for their values would cost a third of the time.
    """
    return (
        grading,
        case,
        outcome.points,
        outcome.status,
        outcome.message,
        outcome.misconception,
        outcome.misconception_title,
        outcome.accident,
        outcome.answer,
    )


def _picture_lines(
    grading: int, numbers: Mapping[tuple[str, str], int], results: Results
) -> Iterator[tuple[object, ...]]:
    """The columns of every picture, in the order of ``ADD_PICTURE``."""
    for outcome in results.outcomes:
        for place, picture in enumerate(outcome.pictures):
            yield grading, numbers[outcome.case_key], place, picture.title, picture.png


def _outcome_in(
    row: sqlite3.Row,
    cases: Mapping[int, GradedCase],
    pictures: Mapping[int, tuple[Picture, ...]],
) -> Outcome:
    """The outcome in a line of ``SELECT_OUTCOMES``, with the pictures of its grading."""
    number, points, status, message, misconception, title, accident, answer = row
    case = cases[number]
    return Outcome(
        question=case.question,
        case=case.name,
        hidden=case.hidden,
        points=points,
        max_points=case.points,
        status=status,
        message=message,
        misconception=misconception,
        misconception_title=title,
        title=case.title,
        bonus=case.bonus,
        accident=accident,
        answer=answer,
        pictures=pictures.get(number, ()),
    )
