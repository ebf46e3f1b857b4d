"""grades.csv and results/: who is in them, and what a spreadsheet makes of them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.reports.cells import plain_cell

GradeAll = Callable[..., Any]


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe63"]
)
@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\r", "\t", "\u3000", "\u00a0", "\u200b", "\0", "\ufeff"]
)
def test_no_spreadsheet_computes_a_name(before: str, sign: str) -> None:
    assert plain_cell(f"{before}{sign}1+1") == f"'{before}{sign}1+1"


@pytest.mark.parametrize("name", ["", "Ada", "O'Neil", "\u738b\u4f1f", "a=b", " Ada", "1-2"])
def test_other_names_stay_as_they_are(name: str) -> None:
    assert plain_cell(name) == name


def test_results_hold_nobody_who_has_left(
    grade_all: GradeAll, hand_ins: Path, tmp_path: Path
) -> None:
    grade_all(hand_ins)
    (tmp_path / "out" / "results" / "notes.txt").write_text("an instructor's own")
    (hand_ins / "bob.py").unlink()
    grade_all(hand_ins)
    names = {path.name for path in (tmp_path / "out" / "results").iterdir()}
    assert names == {*(f"{n}.json" for n in ("ada", "copy", "dan", "eve", "fay")), "notes.txt"}
    lines = csv.DictReader((tmp_path / "out" / "grades.csv").read_text().splitlines())
    assert [line["submission"] for line in lines] == ["ada", "copy", "dan", "eve", "fay"]
