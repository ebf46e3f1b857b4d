"""One student at a time: a new hand-in alone, or again what could not be run."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.classroom.ledger import NAME, Ledger
from autograder.cli import main


@pytest.fixture
def bundle(dist: Path) -> str:
    return str(dist / "autograder.zip")


def points(out: Path) -> dict[str, str]:
    lines = csv.DictReader((out / "grades.csv").read_text().splitlines())
    return {line["submission"]: line["points"] for line in lines}


def test_only_those_who_are_named_get_their_new_hand_in(
    hand_ins: Path, right_source: str, bundle: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert main(["grade", bundle, str(hand_ins), "-o", str(out)]) == 1  # eve's zip is broken
    before = points(out)
    assert before["bob"] != "62"
    (hand_ins / "bob.py").write_text(right_source)
    (hand_ins / "dan.py").write_text("nothing = 0\n")  # not asked for
    (hand_ins / "fay.py").unlink()
    assert main(["grade", bundle, str(hand_ins), "-o", str(out), "--only", "BOB"]) == 1
    assert points(out) == before | {"bob": "62"}
    assert list(points(out)) == list(before)
    with Ledger(out / NAME) as ledger:
        assert len(ledger.runs()) == 2


def test_a_file_alone_stands_for_the_hand_in_that_is_called_so(
    hand_ins: Path, right_source: str, bundle: str, tmp_path: Path
) -> None:
    out, late = tmp_path / "out", tmp_path / "late" / "bob.py"
    main(["grade", bundle, str(hand_ins), "-o", str(out)])
    before = points(out)
    late.parent.mkdir()
    late.write_text(right_source)
    main(["grade", bundle, str(late), "-o", str(out), "--only", "bob"])
    assert points(out) == before | {"bob": "62"}


def test_the_newest_hand_in_counts_and_who_leaves_a_group_leaves_it(
    hand_ins: Path, bundle: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, roster = tmp_path / "out", hand_ins / "class.csv"
    head = "student,sid,file,submitted\n"
    roster.write_text(
        f"{head}Ada,1,ada.py,2026-11-02 10:00Z\nBob,2,bob.py,2026-11-02 10:00Z\n"
        "Dan,3,dan.py,2026-11-02 10:00Z\n"
    )
    assert main(["grade", bundle, str(roster), "-o", str(out)]) == 0
    before = points(out)
    older = hand_ins / "older.csv"
    older.write_text(f"{head}Ada,1,bob.py,2026-11-01 10:00Z\nBob,2,ada.py,2026-11-03 10:00Z\n")
    command = ["grade", bundle, "--roster", str(older), "-o", str(out)]
    assert main([*command, "--only", "1", "--only", "2"]) == 0
    assert points(out) == before | {"Bob": "62"}  # Ada's is older than the one that was graded
    assert main([*command, "--only", "Zoe"]) == 2
    assert "--only Zoe: nobody in what was given is called so" in capsys.readouterr().err


def test_retry_grades_again_what_could_not_be_run_and_nothing_else(
    hand_ins: Path,
    right_source: str,
    bundle: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    (hand_ins / "gus.py").write_text("def f(:\n")
    main(["grade", bundle, str(hand_ins), "-o", str(out)])
    before = points(out)
    (hand_ins / "bob.py").write_text(right_source)  # could be run: not graded again
    (hand_ins / "eve.zip").unlink()
    (hand_ins / "eve.zip").mkdir()
    (hand_ins / "eve.zip" / "layers.py").write_text(right_source)
    with Ledger(out / NAME) as ledger:
        first = {row.entry.name: row.results for row in ledger.rows(ledger.last_run())}
    assert main(["retry", str(out), "eve", "gus"]) == 0
    assert points(out) == before | {"eve": "62"}
    with Ledger(out / NAME) as ledger:
        again = {row.entry.name: row.results for row in ledger.rows(ledger.last_run())}
    gus = first["gus"], again["gus"]
    assert gus[0] is not None and gus[1] is not None and gus[0].seconds != gus[1].seconds
    assert first["ada"] == again["ada"]
    capsys.readouterr()
    assert main(["retry", str(out), "bob"]) == 2
    assert "'bob' could be run: grade --only grades a new hand-in" in capsys.readouterr().err
    assert main(["retry", str(out), "zoe"]) == 2
    assert "'zoe': nobody in" in capsys.readouterr().err


def test_retry_grades_again_also_what_a_new_bundle_has_taken_over(
    hand_ins: Path, bundle: str, tmp_path: Path, changed_bundle: Callable[[str, str, str], Path]
) -> None:
    out = tmp_path / "out"
    (hand_ins / "gus.py").write_text("def f(:\n")
    other = changed_bundle("assignments/hw1_layers/assignment.toml", 'title = "', 'title = "New ')
    for each in (bundle, str(other)):
        main(["grade", each, str(hand_ins / "ada.py"), str(hand_ins / "gus.py"), "-o", str(out)])
    main(["retry", str(out), "gus"])
    with Ledger(out / NAME) as ledger:
        first, taken_over, again = (
            row.results
            for run in ledger.runs()
            for row in ledger.rows(run)
            if "gus" in row.entry.name
        )
    assert first is not None and taken_over is not None and again is not None
    assert first.seconds != again.seconds == taken_over.seconds  # a bundle has one grading of it


def test_retry_says_where_there_is_nothing_to_do_and_which_bundle_it_needs(
    hand_ins: Path, bundle: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, moved = tmp_path / "out", tmp_path / "moved.zip"
    moved.write_bytes(Path(bundle).read_bytes())
    main(["grade", str(moved), str(hand_ins / "ada.py"), "-o", str(out)])
    assert main(["retry", str(out)]) == 0
    assert "nothing to grade again" in capsys.readouterr().out
    main(["grade", str(moved), str(hand_ins), "-o", str(out)])
    moved.unlink()
    capsys.readouterr()
    assert main(["retry", str(out)]) == 2
    assert "moved.zip" in capsys.readouterr().err
    assert main(["retry", str(out), "--bundle", bundle]) == 1


def test_decisions_hold_when_one_student_is_graded_again(
    hand_ins: Path, right_source: str, bundle: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (tmp_path / "adjustments.toml").write_text(
        '[[bonus]]\nassignment = "hw1_layers"\nstudent = "dan"\npoints = 2\nwhy = "a bug report"\n'
    )
    main(["grade", bundle, str(hand_ins), "-o", str(out)])
    assert points(out)["dan"] == "64"
    (hand_ins / "bob.py").write_text(right_source)
    main(["grade", bundle, str(hand_ins), "-o", str(out), "--only", "bob"])
    assert (points(out)["bob"], points(out)["dan"]) == ("62", "64")
    summary = json.loads((out / "summary.json").read_text())
    assert summary["submissions"]["dan"]["adjusted"] == "bonus: a bug report -> 64"
