"""A run's results as files: Gradescope's JSON, grades.csv, summary.json."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from autograder._files import write_atomic
from autograder.assignment.manual import NOT_GRADED_YET
from autograder.assignment.settings import Gradescope
from autograder.classroom.adjustments.account import Account, QuestionAccount
from autograder.classroom.adjustments.decisions import Decisions
from autograder.classroom.adjustments.term import StudentAccount, Term
from autograder.classroom.ledger import Ledger, Row, Run
from autograder.classroom.people import Entry, Person
from autograder.language import speaking
from autograder.platforms.gradescope.document import to_json
from autograder.reports.cells import plain_cell
from autograder.reports.explanation import adjustments, told_by_people, told_question

RESULTS, GRADES, SUMMARY = "results", "grades.csv", "summary.json"
ABOUT = ("student", "sid", "email", "login", "submitted", "hours_late", "late", "attempts")
"""Columns of grades.csv that are left out where the roster knows nothing of them."""


class Graded(TypedDict):
    """What the summary says of a hand-in."""

    title: str
    """what people call it"""
    problem: str
    """why nothing of it could be run; empty where something could"""
    points: float
    """those that count so far, of the first of its students"""
    adjusted: str
    """what people and the late rule did to them; empty where nothing did"""
    cases: int
    lost: int
    """cases that have not all their points"""
    layers: list[str]


class Summary(TypedDict):
    """What ``summary.json`` says beside what the results were made by."""

    max_points: float
    layers: list[str]
    submissions: dict[str, Graded]
    troubles: list[tuple[str, str]]
    """who has no result, or whose work could not be run, and why"""
    without_result: int
    """hand-ins that were not graded, or could not be read"""
    not_graded_yet: list[str]
    """students for whom a written question waits"""
    left_out: list[tuple[str, str]]
    """files of the input that are no hand-ins of their own, and why"""


def write_results(
    ledger: Ledger,
    run: Run,
    output: Path,
    term: Term | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
    left_out: Sequence[tuple[str, str]] = (),
) -> Summary:
    """Write ``results/NAME.json``, ``grades.csv`` and ``summary.json``; returns the summary.

    ``grades.csv`` has a line a student and a column a question; lateness is the submission's own
    time after the student's due date, in hours. ``term`` has the decisions that count. ``left_out``
    is what of the input is no hand-in, for the summary. ``AssignmentError`` where the disk does not
    take them.
    """
    term = term or Term(Decisions(), ledger, run)
    settings = Gradescope(**run.settings)
    entries = list(ledger.entries(run))
    table = io.StringIO()
    writer = _writer(table, ledger, run, entries, term)
    submissions: dict[str, Graded] = {}
    written: set[str] = set()
    troubles: list[tuple[str, str]] = []
    not_graded_yet: list[str] = []
    without_result = 0
    for done, row in enumerate(ledger.rows(run), 1):
        accounts = term.accounts(row)
        if row.results is not None:
            path = output / RESULTS / f"{row.entry.name}.json"
            with speaking(run.language):
                document = to_json(row.results, settings, told_by_people(accounts))
            write_atomic(path, document)
            written.add(path.name)
            submissions[row.entry.name] = {
                "title": row.entry.title,
                "problem": row.trouble,
                "points": accounts[0].account.so_far,
                "adjusted": adjustments(accounts[0].account),
                "cases": len(row.results.outcomes),
                "lost": sum(not o.passed for o in row.results.outcomes),
                "layers": row.results.layers,
            }
        troubles += [(row.entry.title, row.trouble)] if row.trouble else []
        without_result += row.without_result
        not_graded_yet += [found.label for found in accounts if found.account.waiting]
        writer.writerows(_lines(row, accounts))
        progress("results written", done, len(entries))
    writer.writerows(_line_of_absent(found, term) for found in term.absent())
    _forget_all_but(output / RESULTS, written)
    summary: Summary = {
        "max_points": run.max_points,
        "layers": _common([graded["layers"] for graded in submissions.values()]),
        "submissions": submissions,
        "troubles": troubles,
        "without_result": without_result,
        "not_graded_yet": not_graded_yet,
        "left_out": list(left_out),
    }
    write_atomic(
        output / SUMMARY, json.dumps({**asdict(run.provenance), **summary}, indent=2) + "\n"
    )
    write_atomic(output / GRADES, table.getvalue())
    return summary


def for_spreadsheets(ledger: Ledger, run: Run, term: Term) -> bytes:
    """The lines of grades.csv as Excel opens them without being asked: with a mark, and CRLF."""
    table = io.StringIO()
    writer = _writer(table, ledger, run, list(ledger.entries(run)), term)
    for row in ledger.rows(run):
        writer.writerows(_lines(row, term.accounts(row)))
    writer.writerows(_line_of_absent(found, term) for found in term.absent())
    return b"\xef\xbb\xbf" + table.getvalue().replace("\n", "\r\n").encode()


def _writer(
    table: io.StringIO, ledger: Ledger, run: Run, entries: list[Entry], term: Term
) -> csv.DictWriter[str]:
    """Writes lines to ``table``, which has the columns that anything is known for."""
    lines = (_about(e, p, term.due) for e in entries for p in e.people or (Person(),))
    known = {column for line in lines for column, value in line.items() if value}
    columns = ["submission", *(c for c in ABOUT if c in known), "points", "max_points"]
    columns += [*run.questions, *(question.title for question in run.manual)]
    columns += ["adjustments"] * bool(term.decisions.files)
    columns += ["problem"] * bool(ledger.problems(run))
    writer = csv.DictWriter(table, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    return writer


def _common(found: list[list[str]]) -> list[str]:
    """The layers that were in force for every hand-in whose code ran."""
    ran = [layers for layers in found if layers]
    return [name for name in ran[0] if all(name in layers for layers in ran)] if ran else []


def _lines(row: Row, accounts: Sequence[StudentAccount]) -> Iterator[dict[str, str]]:
    """The line of each student of a hand-in."""
    by_half: dict[str, str] = {}
    if row.results is not None:
        table = row.results.by_question().items()
        by_half = {question: f"{earned:.10g}" for question, (earned, _) in table}
    for found in accounts:
        yield {
            "submission": plain_cell(row.entry.title),
            **_about(row.entry, found.person, found.due),
            **by_half,
            **_points(found.account, graded=row.results is not None),
            "problem": plain_cell(row.trouble),
        }


def _line_of_absent(found: StudentAccount, term: Term) -> dict[str, str]:
    """The line of a student who handed nothing in and whom a person gives points."""
    about = _about(found.entry, found.person, term.due)
    return {**about, **_points(found.account, graded=False), "problem": "nothing handed in"}


def _points(account: Account, *, graded: bool) -> dict[str, str]:
    """The points that count, those of written questions, and what was decided, by column."""
    cells = {q.asked.name: _written_cell(q) for q in account.questions if q.asked.manual}
    if account.points is not None or account.waiting or graded:
        waits = account.points is None and account.waiting
        cells["points"] = NOT_GRADED_YET if waits else f"{account.so_far:.10g}"
        cells["max_points"] = f"{account.max_points:.10g}"
    return {**cells, "adjustments": plain_cell(adjustments(account))}


def _written_cell(question: QuestionAccount) -> str:
    """A written question's cell."""
    counts = question.counted and question.graded
    return f"{question.points:.10g}" if counts else told_question(question)


def _about(entry: Entry, person: Person, due: datetime | None) -> dict[str, str]:
    """What is known of a student of a hand-in, by column."""
    late = (entry.submitted - due).total_seconds() / 3600 if entry.submitted and due else 0.0
    return {
        "student": plain_cell(person.name),
        "sid": plain_cell(person.sid),
        "email": plain_cell(person.email),
        "login": plain_cell(person.login),
        "submitted": entry.submitted.isoformat(timespec="seconds") if entry.submitted else "",
        "hours_late": f"{late:.2f}" if late > 0 else "",
        "late": "yes" if entry.late else "",
        "attempts": str(entry.attempts) if entry.attempts > 1 else "",
    }


def _forget_all_but(folder: Path, names: set[str]) -> None:
    """Remove what an earlier run wrote of hand-ins that are in this one no more."""
    for path in folder.glob("*.json") if folder.is_dir() else ():
        if path.name not in names:
            path.unlink()
