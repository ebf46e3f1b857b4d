"""A run's results as files: Gradescope's JSON, grades.csv, summary.json."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from autograder._files import write_atomic
from autograder.assignment.settings import Gradescope
from autograder.classroom.ledger import Ledger, Row, Run
from autograder.classroom.people import Entry, Person
from autograder.platforms.gradescope.document import to_json
from autograder.reports.cells import plain_cell

RESULTS, GRADES, SUMMARY = "results", "grades.csv", "summary.json"
ABOUT = ("student", "sid", "email", "submitted", "hours_late", "attempts")
"""Columns of grades.csv that are left out where the roster knows nothing of them."""


class Graded(TypedDict):
    """What the summary says of a hand-in."""

    points: float
    cases: int
    lost: int
    """cases that have not all their points"""
    layers: list[str]


class Summary(TypedDict):
    """What ``summary.json`` says beside what the results were made by."""

    max_points: float
    layers: list[str]
    submissions: dict[str, Graded]


def write_results(
    ledger: Ledger,
    run: Run,
    output: Path,
    due: datetime | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Summary:
    """Write ``results/NAME.json``, ``grades.csv`` and ``summary.json``; returns the summary.

    ``grades.csv`` has a line a student and a column a question; lateness is the submission's own
    time after ``due``, in hours. ``AssignmentError`` where the disk does not take them.
    """
    settings = Gradescope(**run.settings)
    entries = list(ledger.entries(run))
    known = {c for e in entries for line in _about(e, due) for c, v in line.items() if v}
    columns = ["submission", *(c for c in ABOUT if c in known), "points", "max_points"]
    columns += run.questions
    if any(problem for _, problem in ledger.problems(run)):
        columns.append("problem")
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    submissions: dict[str, Graded] = {}
    written: set[str] = set()
    for done, row in enumerate(ledger.rows(run), 1):
        if row.results is not None:
            path = output / RESULTS / f"{row.entry.name}.json"
            write_atomic(path, to_json(row.results, settings))
            written.add(path.name)
            submissions[row.entry.name] = {
                "points": row.results.points,
                "cases": len(row.results.outcomes),
                "lost": sum(o.points < o.max_points for o in row.results.outcomes),
                "layers": row.results.layers,
            }
        writer.writerows(_lines(row, due))
        progress("results written", done, len(entries))
    summary: Summary = {
        "max_points": run.max_points,
        "layers": _common([graded["layers"] for graded in submissions.values()]),
        "submissions": submissions,
    }
    write_atomic(
        output / SUMMARY, json.dumps({**asdict(run.provenance), **summary}, indent=2) + "\n"
    )
    write_atomic(output / GRADES, table.getvalue())
    return summary


def _common(found: list[list[str]]) -> list[str]:
    """The layers that were in force for every hand-in whose code ran."""
    ran = [layers for layers in found if layers]
    return [name for name in ran[0] if all(name in layers for layers in ran)] if ran else []


def _lines(row: Row, due: datetime | None) -> Iterator[dict[str, str]]:
    """The line of each student of a hand-in."""
    points: dict[str, str] = {}
    if row.results is not None:
        table = row.results.by_question().items()
        points = {question: f"{earned:g}" for question, (earned, _) in table}
        points["points"] = f"{row.results.points:g}"
        points["max_points"] = f"{row.results.max_points:g}"
    problem = row.problem.strip().rpartition("\n")[2]
    for about in _about(row.entry, due):
        yield {
            "submission": plain_cell(row.entry.title),
            **about,
            **points,
            "problem": plain_cell(problem),
        }


def _about(entry: Entry, due: datetime | None) -> Iterator[dict[str, str]]:
    """What is known of each student of a hand-in, by column."""
    late = (entry.submitted - due).total_seconds() / 3600 if entry.submitted and due else 0.0
    for person in entry.people or (Person(),):
        yield {
            "student": plain_cell(person.name),
            "sid": plain_cell(person.sid),
            "email": plain_cell(person.email),
            "submitted": entry.submitted.isoformat(timespec="seconds") if entry.submitted else "",
            "hours_late": f"{late:.2f}" if late > 0 else "",
            "attempts": str(entry.attempts) if entry.attempts > 1 else "",
        }


def _forget_all_but(folder: Path, names: set[str]) -> None:
    """Remove what an earlier run wrote of hand-ins that are in this one no more."""
    for path in folder.glob("*.json") if folder.is_dir() else ():
        if path.name not in names:
            path.unlink()
