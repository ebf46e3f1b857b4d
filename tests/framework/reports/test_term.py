"""A made-up term: every exported cell is what another computation says, and explain agrees."""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest

from autograder.classroom.adjustments.place import opened_term
from autograder.classroom.ledger import NAME, Ledger
from autograder.cli import main
from autograder.reports.changes import compare
from autograder.reports.class_page import data_of, page
from autograder.reports.class_report import Report, report
from autograder.reports.explanation import explanation
from tools.terms import (
    ASSIGNMENTS,
    CASES,
    ESSAY,
    NEVER,
    REGRADED,
    STUDENTS,
    WRITTEN,
    MadeUpTerm,
    make_term,
    sid,
)

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EVERY_STEP = {
    *("all questions", "scaled", "extension", "late days", "late", "after the hard stop"),
    *("does not count", "bonus", "total overridden", "points overridden", "full marks"),
    *("excused, does not count", "graded by a person"),
}
"""What the term shows, so that nothing holds only since it does not come up."""
ROUNDING = 1e-4
"""Percentages are rounded to four decimals, once for lateness and once for what is excused."""


@pytest.fixture(scope="module", params=[0, 1])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MadeUpTerm:
    return make_term(tmp_path_factory.mktemp("term"), request.param)


# The other computation: it reads the files with nothing of the framework's.


def decided(made: MadeUpTerm) -> dict[tuple[str, int], list[tuple[str, dict[str, Any]]]]:
    """The decisions on each assignment and student."""
    rules = tomllib.loads((made.folder / "adjustments.toml").read_text())
    found: dict[tuple[str, int], list[tuple[str, dict[str, Any]]]] = {}
    for kind, tables in rules.items():
        for table in tables if isinstance(tables, list) else []:
            if "group" in table:
                who = [3, 4, 5]
            else:
                who = [int(table["student"])] if "student" in table else list(range(STUDENTS))
            for student in who:
                found.setdefault((table["assignment"], student), []).append((kind, table))
    for row in csv.DictReader((made.folder / "adjustments.csv").read_text().splitlines()):
        about = {"question": row["question"], "points": float(row["points"])}
        key = row["assignment"], int(row["student"])
        found.setdefault(key, []).append((row["kind"], about))
    return found


def days_late(came: datetime, due: datetime) -> int:
    late = came - due
    return 0 if late <= timedelta(minutes=30) else math.ceil(late.total_seconds() / 86400)


def cells(made: MadeUpTerm) -> dict[tuple[str, int], float | None]:
    """The cell of every assignment and student; None where nothing is written."""
    found: dict[tuple[str, int], float | None] = {}
    decisions = decided(made)
    for student in range(STUDENTS):
        late_days = 3
        for name in ASSIGNMENTS:
            about = decisions.get((name, student), [])
            due = max([made.due[name], *(t["until"] for k, t in about if k == "extension")])
            counts = all(kind != "not_counted" for kind, _ in about)
            came, _ = made.newest.get((name, student), (made.due[name], []))
            days = days_late(came, due)
            stopped = came - due > timedelta(days=4)
            free = min(days, late_days) if counts and not stopped else 0
            late_days -= free
            factor = 0.0 if stopped else max(0.0, 1 - 0.1 * (days - free))
            found[name, student] = one_cell(made, name, student, about, factor)
    return found


def one_cell(
    made: MadeUpTerm, name: str, student: int, about: list[tuple[str, dict[str, Any]]], late: float
) -> float | None:
    by_question = {t["question"]: (k, t) for k, t in about if k != "manual" and "question" in t}
    by_question |= {t["question"]: (k, t) for k, t in about if k == "override" and "question" in t}
    for kind, table in about:
        if kind == "override" and "question" not in table:
            return float(table["points"])
    extra = sum(float(t["points"]) for k, t in about if k == "bonus")
    if any(kind == "not_counted" for kind, _ in about):
        return extra
    manual = [t["points"] for k, t in about if k == "manual"]
    there = (name, student) in made.newest and (name, student) not in made.unreadable
    if not there and not manual and not any(k == "override" for k, _ in about):
        return None
    if name == WRITTEN and not manual and late:
        return None
    passed = made.newest[name, student][1] if there else [False] * len(CASES)
    points = {"forward": 0.0, "backward": 0.0, "extra": 0.0}
    for (half, _, worth, _), right in zip(CASES, passed, strict=True):
        points[half.split()[0]] += worth if right else 0.0
    most = 10.0 + (ESSAY.points if name == WRITTEN else 0.0)
    left = most
    for question, (kind, table) in by_question.items():
        worth = sum(w for half, _, w, _ in CASES if half.split()[0] == question)
        if kind == "override":
            points[question] = float(table["points"])
        elif kind == "full_marks":
            points[question] = worth
        else:
            points[question], left = 0.0, left - worth
    counted = points["forward"] + points["backward"] + (manual[0] if manual else 0.0)
    return (counted * most / left + points["extra"]) * late + extra


# What the framework says.


def exported(made: MadeUpTerm, name: str) -> list[str]:
    """The cells of a gradebook that Canvas exported, filled."""
    out = made.folder / f"filled-{name}.csv"
    book = str(made.folder / f"{name}.csv")
    graded = str(made.folder / "graded" / name)
    assert main(["export", graded, book, "--to", "canvas", "-o", str(out)]) == 0
    rows = list(csv.reader(out.read_text().splitlines()))
    return [row[4] for row in rows[2:]]


def test_every_exported_cell_is_what_another_computation_says(made: MadeUpTerm) -> None:
    wanted = cells(made)
    for name in ASSIGNMENTS:
        for student, cell in enumerate(exported(made, name)):
            points = wanted[name, student]
            where = f"{name}, student {student}"
            if points is None:
                assert cell == "", where
            else:
                assert float(cell) == pytest.approx(points, abs=ROUNDING), where


def test_grades_csv_has_the_same_points(made: MadeUpTerm) -> None:
    wanted = cells(made)
    for name in ASSIGNMENTS:
        out = made.folder / f"{name}-table.csv"
        graded = str(made.folder / "graded" / name)
        assert main(["export", graded, "--to", "csv", "-o", str(out)]) == 0
        lines = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
        assert len({line["sid"] for line in lines}) == len(lines) >= STUDENTS - 1
        for line in lines:
            points = wanted[name, int(line["sid"])]
            if points is None:
                assert line["points"] in ("", "not graded yet")
            else:
                assert float(line["points"]) == pytest.approx(points, abs=ROUNDING)


def test_explain_agrees_for_every_student(made: MadeUpTerm) -> None:
    wanted, explained, steps = cells(made), 0, set[str]()
    for name in ASSIGNMENTS:
        with Ledger(made.folder / "graded" / name / NAME) as ledger:
            run = ledger.last_run()
            term = opened_term(ledger, run)
            accounts = [a for row in ledger.rows(run) for a in term.accounts(row)]
            for found in (*accounts, *term.absent()):
                text = explanation(found, name)
                points = wanted[name, int(found.person.sid)]
                last = re.fullmatch(r"= ([\d.]+) of \d+", text.splitlines()[-1])
                assert (last is None) == (points is None), text
                if last is not None:
                    assert float(last[1]) == pytest.approx(points, abs=ROUNDING), text
                    _adds_up(text)
                explained += 1
                questions = found.account.questions
                steps |= {s.what for of in (found.account, *questions) for s in of.steps}
    assert explained == STUDENTS * 5 - 4  # who never hands in is in the last assignment alone
    assert steps == EVERY_STEP


def _adds_up(text: str) -> None:
    """The printed cases of each question come to what stands above them, where nobody decided."""
    for block in text.split("\n\n")[1:-1]:
        head, *lines = block.splitlines()
        cases = [re.match(r" *([\d.]+) of [\d.]+  ", line) for line in lines]
        if all(cases) and "excused" not in head and "not graded" not in head:
            earned = sum(float(case[1]) for case in cases if case is not None)
            assert float(head.rpartition(": ")[2].split()[0]) == pytest.approx(earned), text


def test_explain_says_the_reason_of_each_decision(
    made: MadeUpTerm, capsys: pytest.CaptureFixture[str]
) -> None:
    graded = str(made.folder / "graded" / "t5")
    for student, told in ((NEVER, "TA, 2026-12-01"), (60, "full marks: misprint")):
        assert main(["explain", graded, sid(student)]) == 0
        assert told in capsys.readouterr().out
    assert main(["explain", graded, "00999"]) == 2
    assert "'00999': nobody in" in capsys.readouterr().err
    assert main(["explain", graded, "Student 09 Example"]) == 0
    assert capsys.readouterr().out.count("Student 09 Example, t5") == 3  # of one name


def test_a_regrade_keeps_every_decision(made: MadeUpTerm) -> None:
    """The case that was mended changes for many; what counts changes as decisions let it."""
    wanted, decisions = cells(made), decided(made)
    with Ledger(made.folder / "graded" / REGRADED / NAME) as ledger:
        runs = ledger.last_run(1), ledger.last_run()
        terms = opened_term(ledger, runs[0]), opened_term(ledger, runs[1])
        found = compare(ledger, runs[0], ledger, runs[1], terms)
        before = {
            int(a.person.sid): a.account
            for row in ledger.rows(runs[0])
            for a in terms[0].accounts(row)
        }
    assert found.reasons == {"test changed": len(found.changes)} and len(found.changes) > 50
    for student, account in before.items():
        points = wanted[REGRADED, student]
        if account.points is None or points is None:
            assert account.points == points
            continue
        gain = found.totals.get(_line(found.totals, student), ("", 0.0))[1]
        assert account.points + gain == pytest.approx(points, abs=2 * ROUNDING)
        kinds = {(k, t.get("question")) for k, t in decisions.get((REGRADED, student), [])}
        if kinds & {("override", None), ("override", "backward"), ("not_counted", None)}:
            assert gain == 0.0


def _line(totals: dict[str, tuple[str, float]], student: int) -> str:
    """What the comparison calls a student: entries of one name are told apart by their numbers."""
    return next((title for title in totals if sid(student) in title), "")


def test_the_report_counts_what_counts_and_says_what_was_done(made: MadeUpTerm) -> None:
    wanted = [v for (name, _), v in cells(made).items() if name == "t1" and v is not None]
    with Ledger(made.folder / "graded" / "t1" / NAME) as ledger:
        run = ledger.last_run()
        term = opened_term(ledger, run)
        found = report(ledger, run, term=term)
        hidden = report(ledger, run, term=term, anonymous=True)
    assert sorted(found.points) == pytest.approx(sorted(wanted), abs=ROUNDING)
    assert "bonus: why bonus" in all_of(found) and "bonus</td>" in page(found)
    assert "adjusted" in page(hidden) and "why bonus" not in page(hidden) + all_of(hidden)


def all_of(found: Report) -> str:
    """All that the script of a page knows."""
    return json.dumps(data_of(found), ensure_ascii=False)


def test_the_report_says_what_waits_for_a_person(made: MadeUpTerm) -> None:
    with Ledger(made.folder / "graded" / WRITTEN / NAME) as ledger:
        run = ledger.last_run()
        found = report(ledger, run, term=opened_term(ledger, run))
    waiting = [
        line for line in found.lines if "Derive the gradient not graded yet" in line.adjusted
    ]
    assert len(waiting) == 3
    shown = all_of(found)
    assert "graded by a person: read by a TA" in shown and "3.5 of 4: read by a TA" in shown


def test_who_cannot_be_known_again_is_told_and_nothing_is_written(
    made: MadeUpTerm, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = made.folder / "wrong.toml"
    wrong.write_text('[[bonus]]\nassignment = "t1"\nstudent = "x"\npoints = 1\nwhy = "w"\n')
    graded, out = str(made.folder / "graded" / "t1"), made.folder / "none.csv"
    for command in (["report", graded], ["compare", graded, graded], ["explain", graded, "00001"]):
        assert main([*command, "--adjustments", str(wrong)]) == 2
        assert "wrong.toml: [[bonus]] number 1: no student 'x'" in capsys.readouterr().err
    command = ["export", graded, "--to", "csv", "-o", str(out), "--adjustments", str(wrong)]
    assert main(command) == 2 and not out.exists()
    feedback = ["feedback", graded, "-o", str(out), "--adjustments", str(wrong)]
    assert main(feedback) == 2 and not out.exists()
