"""What a regrade changed, and why."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.ledger import NAME, Ledger
from autograder.cli import main
from autograder.reports.changes import UNSTEADY, Comparison, compare

GradeAll = Callable[..., Any]
Rebuild = Callable[[str, str, str], Path]
RELU = "tests/hw1_layers/public/relu_forward.py"
WEAKER = "x = np.array([[-2.0", "x = np.maximum(0, [[-2.0"
"""To take the absolute value is right then."""


def last_two(output: Path) -> Comparison:
    with Ledger(output / NAME) as ledger:
        return compare(ledger, ledger.last_run(1), ledger, ledger.last_run())


def test_nothing_changed(grade_all: GradeAll, hand_ins: Path, tmp_path: Path) -> None:
    grade_all(hand_ins)
    grade_all(hand_ins)
    found = last_two(tmp_path / "out")
    assert (found.students, found.changes, found.missing, found.added) == (6, [], [], [])


def test_a_changed_test_is_named(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path, changed_bundle: Rebuild
) -> None:
    grade_all(hand_ins)
    grade_all(hand_ins, changed_bundle(RELU, *WEAKER))
    found = last_two(tmp_path / "out")
    assert set(found.totals) == {"bob"} and found.totals["bob"][1] > 0
    why = {c.question: c.why for c in found.changes}
    assert why["relu_forward"] == "test changed"
    changed = found.new.parts.changed(found.old.parts, "relu_backward")
    assert changed == ["test of relu_forward changed"]
    won, lost, points = found.by_question["relu_forward"]
    assert won >= 1 and lost == 0 and points > 0


def test_a_changed_hand_in_and_a_changed_reference_are_named(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path, changed_bundle: Rebuild, right_source: str
) -> None:
    grade_all(hand_ins)
    (hand_ins / "bob.py").write_text(right_source)
    (hand_ins / "fay.py").unlink()
    (hand_ins / "gus.py").write_text(right_source)
    reference = "solutions/hw1_layers/misconceptions.py"
    grade_all(hand_ins, changed_bundle(reference, "Known wrong", "New: known wrong"))
    found = last_two(tmp_path / "out")
    assert (found.missing, found.added) == (["fay"], ["gus"])
    assert found.totals["bob"][1] > 0
    assert found.reasons.keys() == {"hand-in changed; reference changed"}


def test_answers_that_vary_are_called_so(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path
) -> None:
    grade_all(hand_ins)
    ledger = tmp_path / "out" / NAME
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / NAME).write_bytes(ledger.read_bytes())
    with sqlite3.connect(tmp_path / "again" / NAME) as db:
        db.execute(
            "UPDATE outcome SET points = 0 WHERE graded_case = 3 AND grading = (SELECT grading.id "
            "FROM grading JOIN entry ON entry.hand_in = grading.hand_in WHERE name = 'ada')"
        )
    with Ledger(tmp_path / "again" / NAME) as opened, Ledger(ledger) as before:
        found = compare(before, before.last_run(), opened, opened.last_run())
    assert {c.submission for c in found.changes} == {"ada", "copy"}
    assert found.reasons.keys() == {UNSTEADY}


def test_the_command_writes_a_table_a_csv_and_a_page(
    grade_all: GradeAll,
    hand_ins: Path,
    tmp_path: Path,
    changed_bundle: Rebuild,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (hand_ins / "<i>x.py").write_text((hand_ins / "bob.py").read_text())
    grade_all(hand_ins)
    grade_all(hand_ins, changed_bundle(RELU, *WEAKER))
    out = str(tmp_path / "out")
    assert main(["compare", out, "-o", str(tmp_path / "c")]) == 0
    said = capsys.readouterr().out
    assert "2 of 7 hand-ins have other points" in said and "(test changed)" in said
    lines = list(csv.DictReader((tmp_path / "c" / "changes.csv").read_text().splitlines()))
    assert {line["submission"] for line in lines} == {"bob", "<i>x"}
    page = (tmp_path / "c" / "changes.html").read_text()
    assert (
        "2 of 7 hand-ins have other points" in page and "<i>x" not in page and "<script" not in page
    )
    assert main(["compare", out, str(tmp_path / "nowhere")]) == 2
    assert "no such ledger" in capsys.readouterr().err
