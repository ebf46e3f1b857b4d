"""An earlier version's ledger opens and goes on; a later version's is refused in one sentence.

``ledger-format-2.sqlite`` was written by commit 3a6518c: the class below graded twice, the second
time with a test of ``relu_forward`` that is right with the absolute value.
``ledger-format-8.sqlite`` was written by commit c7dd2c4, the last one without pictures: five
students and a function that doubles; one made a known mistake, one another one, and one handed in
nothing.
"""

from __future__ import annotations

import csv
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.checks.context import Picture
from autograder.classroom.ledger import NAME, Conditions, Ledger, Run
from autograder.classroom.ledger.migrations import FORMAT, TABLES_OF_2
from autograder.cli import main
from autograder.reports.class_report import Mistake, report

BEFORE = Path(__file__).parent / "ledger-format-2.sqlite"
WITHOUT_PICTURES = Path(__file__).parent / "ledger-format-8.sqlite"
AFFINE = """import numpy as np


def affine_forward(x, w, b):
    return x.reshape(len(x), -1) @ w + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(axis=0)
"""
RELU = """

def relu_forward(x):
    return np.maximum(0, x), x


def relu_backward(dout, cache):
    return dout * (cache > 0)
"""
BOB = AFFINE.replace("@ w + b", "@ w") + RELU.replace("np.maximum(0, x)", "np.abs(x)")
HAND_INS = {
    "ada": AFFINE + RELU,
    "bob": BOB,
    "eve": AFFINE.replace("dout.sum(axis=0)", "dout.mean(axis=0)") + RELU.replace(">", "<"),
    "fay": AFFINE.replace("return x.reshape", "raise ValueError('by Fay')\n    return x.reshape"),
    "kit": "import numpy as np\n\n\ndef affine_forward(x, w, b:\n",
    "tom": BOB,
}
ROSTER = (
    "student,sid,file\nAda Lovelace,1,ada.py\nBob Stone,2,bob.py\nEve Young,3,eve.py\n"
    "Fay Winter,4,fay.py\nKit Moon,5,kit.py\nTom Stone,6,tom.py\nZoe Night,7,zoe.py\n"
)
"""Zoe's file is not there."""
POINTS = {
    "Ada Lovelace": 11.0,
    "Bob Stone": 3.0,
    "Eve Young": 6.0,
    "Fay Winter": 0.0,
    "Kit Moon": 0.0,
    "Tom Stone": 3.0,
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old ledger."""
    (tmp_path / "out").mkdir()
    shutil.copy(BEFORE, tmp_path / "out" / NAME)
    return tmp_path / "out"


def content(path: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """Everything that a ledger holds in the columns of format 2."""
    with sqlite3.connect(path) as db:
        return {
            table: Counter(db.execute(f"SELECT {columns} FROM {table}"))
            for table, columns in TABLES_OF_2.items()
        }


def format_of(path: Path) -> int:
    with sqlite3.connect(path) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def schema_of(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as db:
        query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        return list(db.execute(query))


def test_an_old_ledger_holds_the_same_as_before(out: Path) -> None:
    before = content(out / NAME)
    with Ledger(out / NAME) as ledger:
        first, last = ledger.runs()
        rows = {row.entry.name: row for row in ledger.rows(last)}
        pseudonym = ledger.pseudonym("Ada Lovelace")
    assert content(out / NAME) == before and sum(map(len, before.values())) > 900
    assert (first.shard, last.finished, last.max_points) == ("", "2026-11-25T02:05:14+00:00", 62.0)
    assert {n: r.results.points for n, r in rows.items() if r.results is not None} == POINTS
    assert "No such file" in rows["Zoe Night"].problem
    assert (last.conditions, last.manual) == (Conditions(), [])
    assert pseudonym == "hand-in 8f9e6fa010"  # what the report of the old version called her
    outcomes = [o for r in rows.values() if r.results is not None for o in r.results.outcomes]
    assert {o.answer for o in outcomes} == {""}  # nobody kept it


@pytest.mark.parametrize("written", [BEFORE, WITHOUT_PICTURES], ids=lambda path: path.stem)
def test_an_old_ledger_gets_the_tables_of_a_new_one(
    written: Path, out: Path, tmp_path: Path
) -> None:
    shutil.copy(written, out / NAME)
    for path in (out / NAME, tmp_path / "new.sqlite"):
        Ledger(path).close()
        Ledger(path).close()
        assert format_of(path) == FORMAT
    assert schema_of(out / NAME) == schema_of(tmp_path / "new.sqlite")
    with sqlite3.connect(out / NAME) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_ledger_of_format_8_holds_the_same_and_no_pictures(out: Path) -> None:
    shutil.copy(WITHOUT_PICTURES, out / NAME)
    before = content(out / NAME)
    with Ledger(out / NAME) as ledger:
        last = ledger.last_run()
        rows = {row.entry.title: row for row in ledger.rows(last)}
        assert content(out / NAME) == before and format_of(out / NAME) == FORMAT > 8
        points = {n: r.results.points for n, r in rows.items() if r.results is not None}
        assert points == {"Ada Lovelace": 2.0, "Bob Stone": 0.0, "Eve Young": 0.0, "Kit Moon": 0.0}
        assert "there is no" in rows["Zoe Night"].problem
        ada, bob, eve = (r.results for n, r in rows.items() if n[:3] in ("Ada", "Bob", "Eve"))
        assert ada is not None and bob is not None and eve is not None
        assert {o.misconception for o in bob.outcomes} == {"thrice"}
        assert all(o.answer and not o.pictures for o in eve.outcomes)
        made = (Picture("a ramp", b"png"), Picture("another", b"too"))
        ada.outcomes[0] = replace(ada.outcomes[0], pictures=made)
        ledger.record(last, ada, again=True)
        (found,) = (r.results for r in ledger.rows(last) if r.entry.title == "Ada Lovelace")
        assert found is not None and found.outcomes == ada.outcomes


def test_the_report_of_an_old_ledger_names_the_same_mistakes(out: Path) -> None:
    both = ["Bob Stone", "Tom Stone"]
    with Ledger(out / NAME) as ledger:
        assert report(ledger, ledger.last_run()).mistakes == [
            Mistake("affine_without_bias", "the bias is not added", both),
            Mistake("relu_abs", "the absolute value is taken", both),
            Mistake("affine_db_by_mean", "db is the mean over the batch", ["Eve Young"]),
        ]


def test_the_commands_on_results_take_an_old_ledger(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(out), "--anonymous"]) == 0
    page = (out / "report.html").read_text()
    assert "hand-in 8f9e6fa010" in page and "Lovelace" not in page
    assert main(["compare", str(out)]) == 0
    assert "2 of 6 hand-ins have other points" in capsys.readouterr().out
    book = tmp_path / "book.csv"
    book.write_text("Student,ID,SIS User ID,HW 1 (10)\n,,,\nBob,10,2,\nEve,11,3,\n")
    filled = tmp_path / "filled.csv"
    assert main(["canvas", str(out), str(book), "-o", str(filled), "--column", "HW 1 (10)"]) == 0
    lines = list(csv.DictReader(filled.read_text(encoding="utf-8-sig").splitlines()))
    assert [line["HW 1 (10)"] for line in lines if line["ID"]] == ["3", "6"]


def test_the_same_class_goes_on_in_an_old_ledger(out: Path, dist: Path, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name, text in HAND_INS.items():
        (folder / f"{name}.py").write_text(text)
    (folder / "class.csv").write_text(ROSTER)
    bundle = str(dist / "autograder.zip")
    command = ["grade", bundle, str(folder / "class.csv"), "-o", str(out)]
    assert main(command) == main(command) == 1  # Zoe's
    with Ledger(out / NAME) as ledger:
        runs = ledger.runs()
        assert len(runs) == 4 and runs[0].bundle != runs[1].bundle != runs[2].bundle
        digests = [_digests(ledger, run) for run in runs]
        assert digests[1] == digests[2] and len(digests[1]) == 6
        old, new = (
            {row.entry.name: row.results is not None for row in ledger.rows(run)}
            for run in (runs[1], runs[-1])
        )
    assert old == new and format_of(out / NAME) == FORMAT
    with sqlite3.connect(out / NAME) as db:
        query = "SELECT count(*) FROM grading GROUP BY bundle"
        assert db.execute(query).fetchall() == [(5,), (5,), (5,)]
    assert main(["compare", str(out)]) == 0


def _digests(ledger: Ledger, run: Run) -> dict[str, str]:
    return {entry.name: digest for entry, digest in ledger.hand_ins(run)}


def test_gradings_of_an_old_ledger_are_taken_over_by_a_bundle_that_grades_alike(out: Path) -> None:
    with Ledger(out / NAME) as ledger:
        last = ledger.last_run()
        ((bob, digest),) = (h for h in ledger.hand_ins(last) if h[0].name == "Bob Stone")
        run = ledger.begin(replace(last, provenance=replace(last.provenance, bundle="new")))
        ledger.enter(run, [(0, bob)])
        ledger.opened(run, [(bob.name, digest, [])])
        earlier = ledger.earlier(run, digest)
        assert earlier is not None
        parts, results = earlier
        assert parts == run.parts and results.points == POINTS["Bob Stone"]
        assert [name for name, *_ in ledger.waiting(run)] == ["Bob Stone"]
        ledger.record(run, results)
        assert ledger.waiting(run) == []
        (row,) = ledger.rows(run)
        assert row.results is not None and row.results.outcomes == results.outcomes
        titles = {o.misconception_title for o in results.outcomes if o.misconception}
        assert titles == {"the bias is not added", "the absolute value is taken"}


KILLED = """
import os, signal, sys
from pathlib import Path
from autograder.classroom.ledger import Ledger, migrations

step = migrations.MIGRATIONS[2]

def killed(db):
    step(db)
    print(db.execute("SELECT misconception_title FROM outcome ORDER BY 1 DESC").fetchone()[0])
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)

migrations.MIGRATIONS[2] = killed
Ledger(Path(sys.argv[1]))
"""


def test_a_migration_that_is_killed_leaves_the_old_ledger(out: Path) -> None:
    before, tables = content(out / NAME), schema_of(out / NAME)
    command = [sys.executable, "-c", KILLED, str(out / NAME)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL and "the bias is not added" in done.stdout
    assert format_of(out / NAME) == 2
    assert (content(out / NAME), schema_of(out / NAME)) == (before, tables)
    with Ledger(out / NAME) as ledger:
        assert len(list(ledger.rows(ledger.last_run()))) == 7
    assert format_of(out / NAME) == FORMAT and content(out / NAME) == before


def test_a_migration_that_fails_leaves_the_old_ledger(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(out / NAME) as db:
        db.execute("UPDATE outcome SET grading = 99 WHERE grading = 1")
    before = content(out / NAME)
    assert main(["report", str(out)]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert "damaged: some of its lines refer to none that is there" in said
    assert (format_of(out / NAME), content(out / NAME)) == (2, before)


@pytest.mark.parametrize(
    ("version", "told"),
    [(FORMAT + 1, "upgrade it (pip install --upgrade nn-autograder)"), (1, "older than this")],
)
def test_a_ledger_of_a_format_that_is_not_known_is_refused_in_one_sentence(
    version: int, told: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(out / NAME) as db:
        db.execute(f"PRAGMA user_version = {version}")
    before = content(out / NAME)
    assert main(["report", str(out)]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert f"{NAME}: has format {version}" in said and told in said
    assert (format_of(out / NAME), content(out / NAME)) == (version, before)
