"""A new course and a new assignment are complete: they validate before anything is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.assignment.folders import Folders
from autograder.errors import AssignmentError
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import validate
from autograder.publish.scaffold import (
    SCAFFOLDS,
    SHAPES,
    assignment_files,
    course_files,
    write_new,
)


@pytest.mark.parametrize(
    "shape", [SHAPES[0], *(pytest.param(s, marks=pytest.mark.slow) for s in SHAPES[1:])]
)
def test_every_proof_of_a_new_assignment_holds(tmp_path: Path, shape: str) -> None:
    write_new(tmp_path, assignment_files("hw7-mine", shape))
    for proof in validate(Answers(Folders(tmp_path, "hw7-mine")), seeds=2):
        assert proof.holds, (proof.title, proof.against)


def test_every_scaffold_is_a_shape_or_the_course() -> None:
    assert {p.name for p in SCAFFOLDS.iterdir()} == {"course", *SHAPES}


def test_no_placeholder_is_left() -> None:
    for shape in SHAPES:
        for path, data in assignment_files("hw7", shape).items():
            assert "NAME" not in path and b"NAME" not in data, path


def test_files_are_short_enough_to_be_changed() -> None:
    for shape in SHAPES:
        for path, data in assignment_files("hw7", shape).items():
            assert data.count(b"\n") <= 60, path


@pytest.mark.parametrize("name", ["", "hw 1", "../hw1", "-hw1", "hw/1"])
def test_a_name_that_is_no_folders_everywhere_is_refused(name: str) -> None:
    with pytest.raises(AssignmentError, match="cannot be an assignment's name"):
        assignment_files(name, SHAPES[0])


def test_what_is_there_is_never_changed(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(AssignmentError, match=r"README.md: is there already, and nothing was"):
        write_new(tmp_path, course_files())
    assert [p.name for p in tmp_path.iterdir()] == ["README.md"]
