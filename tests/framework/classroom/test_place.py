"""Where decisions lie, and that a regrade finds them where the grading before it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.adjustments.place import decisions_at
from autograder.classroom.ledger import Conditions
from autograder.errors import AssignmentError

BONUS = '[[bonus]]\nassignment = "hw"\nstudent = "a"\npoints = 1\nwhy = "{}"\n'


def put(folder: Path, why: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "adjustments.toml"
    path.write_text(BONUS.format(why))
    return path


def why(folder: Path, conditions: Conditions | None = None, given: Path | None = None) -> list[str]:
    return [d.why for d in decisions_at(folder, conditions or Conditions(), given).each]


def test_the_first_place_that_has_any_is_taken(tmp_path: Path) -> None:
    graded = tmp_path / "term" / "graded" / "hw"
    graded.mkdir(parents=True)
    roster = Conditions(adjustments=str(tmp_path / "roster"))
    (tmp_path / "roster").mkdir()
    assert why(graded) == [] and why(graded, roster) == []
    put(tmp_path, "too far away")
    assert why(graded) == []
    put(tmp_path / "term", "around")
    assert why(graded) == ["around"]
    put(graded, "with it")
    assert why(graded, roster) == ["with it"]
    put(tmp_path / "roster", "beside the roster")
    assert why(graded, roster) == ["beside the roster"]
    said = put(tmp_path / "elsewhere", "said")
    assert why(graded, roster, said) == why(graded, roster, said.parent) == ["said"]
    assert why(graded, Conditions(adjustments=str(said))) == ["said"]


def test_both_files_of_a_place_are_read_together(tmp_path: Path) -> None:
    put(tmp_path, "first")
    table = tmp_path / "adjustments.csv"
    table.write_text("kind,assignment,student,points,why\nbonus,hw,a,2,second\n")
    assert why(tmp_path) == ["first", "second"]


def test_what_was_named_and_is_not_there_is_an_error(tmp_path: Path) -> None:
    gone = tmp_path / "gone.toml"
    with pytest.raises(AssignmentError, match=r"gone.toml: not there any more.*--adjustments"):
        why(tmp_path, Conditions(adjustments=str(gone)))
    with pytest.raises(AssignmentError, match=r"gone.toml: cannot be read: No such file"):
        why(tmp_path, given=gone)
    with pytest.raises(AssignmentError, match=r"no adjustments.toml and no adjustments.csv in it"):
        why(tmp_path, given=tmp_path)
