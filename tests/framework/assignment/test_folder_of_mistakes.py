"""Known mistakes may stand in the files of a folder, as in one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import NAME, small_course

from autograder.assignment.folders import Folders
from autograder.assignment.reference import load_misconceptions
from autograder.errors import AssignmentError
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.known_mistakes import mistakes_are_caught

WHERE = f"solutions/{NAME}/misconceptions"
WRONG = """from autograder.assignment import wrong
from misconceptions.numbers import {factor}
from small import double as right


@wrong("double", "{name}", hint="By how much?")
def {name}(x):
    return {factor} * right(x)
"""
FILES = {
    f"{WHERE}/numbers.py": "HALF, THRICE = 0.5, 3\n",
    f"{WHERE}/large.py": WRONG.format(name="sextupled", factor="THRICE"),
    f"{WHERE}/small_ones.py": WRONG.format(name="kept", factor="HALF"),
}


@pytest.mark.parametrize("start", [{}, {f"{WHERE}/__init__.py": '"""Known mistakes."""\n'}])
def test_the_files_of_a_folder_are_read_and_proven_as_one_file_is(
    start: dict[str, str], tmp_path: Path
) -> None:
    answers = Answers(small_course(tmp_path, more={**FILES, **start}))
    assert [m.name for m in answers.misconceptions] == ["sextupled", "kept"]
    proof = mistakes_are_caught(answers)
    assert proof.holds and proof.figure.startswith("2 mistakes, 2 of them named"), proof


def loaded(folders: Folders) -> list[str]:
    """The names of the known mistakes, read alone."""
    return [m.name for m in load_misconceptions(folders.solution, ["small"])]


def test_two_files_that_use_one_name_are_refused(tmp_path: Path) -> None:
    more = {**FILES, f"{WHERE}/other.py": FILES[f"{WHERE}/large.py"]}
    with pytest.raises(AssignmentError, match="two variants are called 'sextupled'"):
        loaded(small_course(tmp_path, more=more))


def test_one_that_is_imported_into_another_file_is_one(tmp_path: Path) -> None:
    again = "from misconceptions.large import sextupled\n"
    assert loaded(small_course(tmp_path, more={**FILES, f"{WHERE}/again.py": again})) == [
        "sextupled",
        "kept",
    ]


def test_a_file_beside_a_folder_is_refused_since_one_would_be_left_out(tmp_path: Path) -> None:
    more = {**FILES, f"{WHERE}.py": WRONG.format(name="alone", factor="2")}
    with pytest.raises(AssignmentError, match=r"in misconceptions\.py and in misconceptions/"):
        loaded(small_course(tmp_path, more=more))


def test_a_file_that_cannot_be_run_is_named(tmp_path: Path) -> None:
    more = {**FILES, f"{WHERE}/zero.py": "1 / 0\n"}
    with pytest.raises(AssignmentError, match=r"zero\.py:1: ZeroDivisionError"):
        loaded(small_course(tmp_path, more=more))
