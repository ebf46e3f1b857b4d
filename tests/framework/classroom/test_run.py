"""A whole class: graded once each, whatever happens meanwhile."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.assignment.folders import Folders
from autograder.classroom.ledger import NAME, Ledger
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.grading.results import Results
from autograder.publish.bundle import build

ROOT = Path(__file__).parents[3]
GradeAll = Callable[..., Any]
Rebuild = Callable[[str, str, str], Path]


def results_of(ledger: Path) -> dict[str, Results]:
    with Ledger(ledger) as opened:
        return {
            row.entry.name: row.results
            for row in opened.rows(opened.last_run())
            if row.results is not None
        }


def grades(output: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((output / "grades.csv").read_text().splitlines()))


def test_a_class_is_graded_and_equal_hand_ins_once(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path
) -> None:
    counts = grade_all(hand_ins)
    assert (counts.graded, counts.carried, counts.failures) == (5, 0, {})
    table = {line["submission"]: line for line in grades(tmp_path / "out")}
    assert list(table) == ["ada", "bob", "copy", "dan", "eve", "fay"]
    assert table["ada"]["points"] == table["copy"]["points"] == table["fay"]["points"] == "62"
    assert 0 < float(table["bob"]["points"]) < 62 and table["eve"]["points"] == "0"
    shown = json.loads((tmp_path / "out" / "results" / "copy.json").read_text())
    assert shown["tests"][0]["output"] == "layers.py: taken from copy.py"
    made_by = shown["extra_data"]
    assert len(made_by["bundle"]) == len(made_by["hand_in"]) == 64
    assert made_by["framework"].startswith("nn-autograder") and made_by["graded_at"]
    again = grade_all(hand_ins)
    assert again.graded == 0 and grades(tmp_path / "out") == list(table.values())


def test_only_questions_whose_test_changed_are_graded_again(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path, changed_bundle: Rebuild
) -> None:
    grade_all(hand_ins)
    before = results_of(tmp_path / "out" / NAME)["bob"]
    with sqlite3.connect(tmp_path / "out" / NAME) as db:  # what is not graded again keeps this
        db.execute("UPDATE outcome SET message = 'from before'")
    file = "tests/hw1_layers/public/affine_forward.py"
    bundle = changed_bundle(file, "OK_FORMAT = False", "OK_FORMAT = False  # new")
    counts = grade_all(hand_ins, bundle)
    assert counts.graded == 5
    after = results_of(tmp_path / "out" / NAME)["bob"]
    kept = {o.question for o in after.outcomes if o.message == "from before"}
    questions = {o.question for o in after.outcomes}
    assert questions - kept == {n for n in questions if n.startswith("affine_")}
    assert [(o.question, o.points) for o in after.outcomes] == [
        (o.question, o.points) for o in before.outcomes
    ]


def test_a_bundle_that_grades_alike_takes_all_over(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path, changed_bundle: Rebuild
) -> None:
    grade_all(hand_ins)
    settings = "assignments/hw1_layers/assignment.toml"
    bundle = changed_bundle(settings, 'title = "', 'title = "New: ')
    counts = grade_all(hand_ins, bundle)
    assert (counts.graded, counts.carried) == (0, 5)
    assert grades(tmp_path / "out")[0]["points"] == "62"


def test_a_run_that_is_killed_goes_on_where_it_was(
    dist: Path, tmp_path: Path, right_source: str
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for n in range(24):
        (folder / f"s{n:02}.py").write_text(f"{right_source}\n# {n}\n")
    command = ["grade", str(dist / "autograder.zip"), str(folder), "-o"]
    assert main([*command, str(tmp_path / "whole")]) == 0
    seed, ledger, graded = random.Random(0), tmp_path / "killed" / NAME, 0
    for _ in range(4):
        run = [sys.executable, "-m", "autograder", *command, "killed"]
        begun = subprocess.Popen(run, cwd=tmp_path, stderr=subprocess.DEVNULL)
        aim = graded + seed.randint(1, 4)
        while _count(ledger) < aim and begun.poll() is None:
            time.sleep(seed.uniform(0.0, 0.03))
        begun.kill()
        begun.wait()
        _gone()
        assert aim <= _count(ledger) < 24
        graded = _count(ledger)
    assert main([*command, str(tmp_path / "killed")]) == 0
    assert _count(tmp_path / "killed" / NAME) == 24
    assert grades(tmp_path / "killed") == grades(tmp_path / "whole")
    whole, again = (results_of(tmp_path / o / NAME) for o in ("whole", "killed"))
    assert {n: r.outcomes for n, r in whole.items()} == {n: r.outcomes for n, r in again.items()}


def _count(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    with sqlite3.connect(ledger) as db:
        try:
            number, complete = db.execute(
                "SELECT (SELECT count(*) FROM grading), (SELECT count(*) FROM "
                "(SELECT 1 FROM outcome GROUP BY grading "
                "HAVING count(*) = (SELECT count(*) FROM graded_case)))"
            ).fetchone()
        except sqlite3.OperationalError:  # killed before it had tables
            return 0
    assert number == complete
    return int(number)


def _gone() -> None:
    """Wait until no process of a killed run is left."""
    for _ in range(100):
        lines = subprocess.run(["ps", "ax", "-o", "args"], capture_output=True, text=True).stdout
        if not [line for line in lines.splitlines() if " killed" in line and "autograder" in line]:
            return
        time.sleep(0.1)
    raise AssertionError("the processes of a killed run go on")


def test_a_worker_that_dies_is_replaced(dist: Path, tmp_path: Path, right_source: str) -> None:
    (tmp_path / "class").mkdir()
    for n in range(24):
        (tmp_path / "class" / f"s{n:02}.py").write_text(f"{right_source}\n# {n}\n")
    command = [sys.executable, "-m", "autograder", "grade", str(dist / "autograder.zip"), "class"]
    begun = subprocess.Popen([*command, "-o", "out"], cwd=tmp_path, stderr=subprocess.PIPE)
    while _count(tmp_path / "out" / NAME) < 3:
        time.sleep(0.02)
    children = Path(f"/proc/{begun.pid}/task/{begun.pid}/children").read_text().split()
    workers = [pid for pid in children if b"zygote.py" not in _command_line(pid)]
    os.kill(int(workers[0]), signal.SIGKILL)
    _, said = begun.communicate(timeout=60)
    assert begun.returncode == 0, said
    assert _count(tmp_path / "out" / NAME) == 24


def _command_line(pid: str) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_lets_what_is_under_way_end_and_it_is_said_how_to_go_on(
    number: signal.Signals, status: int, dist: Path, tmp_path: Path, right_source: str
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for n in range(60):
        (folder / f"s{n}.py").write_text(f"{right_source}\n# {n}\n")
    command = [sys.executable, "-m", "autograder", "grade", str(dist / "autograder.zip"), "class"]
    begun = subprocess.Popen(
        [*command, "-o", "out"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while _count(tmp_path / "out" / NAME) < 3:
        time.sleep(0.05)
    os.killpg(begun.pid, number)  # as a terminal does, and a scheduler: to all of them
    _, said = begun.communicate(timeout=30)
    assert begun.returncode == status
    assert "stopped; the same command goes on from here" in said and "Traceback" not in said
    assert 3 <= _count(tmp_path / "out" / NAME) < 60
    assert not (tmp_path / "out" / "grades.csv").exists()


def test_a_hand_in_that_cannot_be_read_costs_the_others_nothing(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path
) -> None:
    (hand_ins / "class.csv").write_text("student,file\nada,ada.py\nzed,nowhere.py\nbob,bob.py\n")
    counts = grade_all(hand_ins / "class.csv")
    assert list(counts.failures) == ["zed"] and "there is no " in counts.failures["zed"]
    ada, zed, bob = grades(tmp_path / "out")
    assert ada["points"] == "62" and bob["points"] != ""
    assert zed["points"] == "" and "cannot be read" in zed["problem"]


def test_bad_places_for_results_are_one_sentence(
    grade_all: GradeAll,
    hand_ins: Path,
    dist: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    grade_all(hand_ins)
    other = tmp_path / "other"
    build(Folders(ROOT, "hw3_normalization"), other)
    bundle = other / "hw3_normalization" / "autograder.zip"
    with pytest.raises(AssignmentError, match="the ledger of hw1_layers, and the bundle is hw3"):
        grade_all(hand_ins, bundle)
    (tmp_path / "file").write_text("")
    here = [str(dist / "autograder.zip"), str(hand_ins)]
    assert main(["grade", *here, "-o", str(tmp_path / "file" / "out")]) == 2
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / NAME).write_text("not a database, whatever its name says " * 100)
    assert main(["grade", *here, "-o", str(tmp_path / "broken")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 and "not a directory" in said[0].lower() and "not a database" in said[1]


def test_a_full_disk_stops_the_run_and_harms_nothing(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def small(*args: object, **how: object) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*args, **how)  # type: ignore[call-overload]
        opened.execute("PRAGMA max_page_count = 18")
        return opened

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(AssignmentError, match="database or disk is full"):
        grade_all(hand_ins)
    monkeypatch.undo()
    graded = _count(tmp_path / "out" / NAME)
    assert grade_all(hand_ins).graded == 5 - graded


def test_two_runs_do_not_write_to_the_same_place(
    hand_ins: Path, tmp_path: Path, grade_all: GradeAll
) -> None:
    from autograder.classroom.workspace import claimed

    with claimed(tmp_path / "out"), pytest.raises(AssignmentError, match="another run"):
        grade_all(hand_ins)
    grade_all(hand_ins)
