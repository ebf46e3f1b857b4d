"""Work that builds on a package of an earlier assignment, in each of the three ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from package_course import LINEAR, RIGHT, UTILS, package_course
from small_course import LOCK, graded, write_course

from autograder.assignment.folders import Folders
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import validate

NAME = "later"
SETTINGS = """title = "Later"
modules = ["mytorch.train"]
imports = ["numpy"]

[brings]
"mytorch.utils" = "hw"
"mytorch.nn.linear" = "hw"
from = "{source}"
released = true
"""
TRAIN = '''"""One step."""

from .nn import linear
from .utils import checked


def loss(x, w):
    """The sum of x @ w."""
    # BEGIN SOLUTION
    out, _ = linear.linear_forward(checked(x), w)
    return float(out.sum())
    # END SOLUTION
'''
TEST = '''OK_FORMAT = False
name = "loss"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(loss):
    """sums up"""
    assert_close(loss(np.ones((2, 3)), np.ones((3, 4))), 24.0, "loss")
'''
WRONG = LINEAR.replace("return checked(x) @ w,", "return 2 * checked(x) @ w,")
TRAINED = {**RIGHT, "mytorch/train.py": TRAIN}


def course(root: Path, source: str) -> Folders:
    package_course(root)
    write_course(
        root,
        {
            f"assignments/{NAME}/assignment.toml": SETTINGS.format(source=source),
            f"assignments/{NAME}/handout.md": "# Later\n",
            f"assignments/{NAME}/requirements.lock": LOCK.read_text(),
            f"solutions/{NAME}/mytorch/train.py": TRAIN,
            f"tests/{NAME}/public/loss.py": TEST,
        },
    )
    return Folders(root, NAME)


@pytest.mark.parametrize(
    ("source", "points", "says"),
    [
        ("student", 0, ""),
        ("reference", 1, ""),
        (
            "student, else reference",
            1,
            "linear_backward, linear_forward of hw do not pass their public tests",
        ),
    ],
)
def test_a_wrong_layer_of_a_package_costs_what_the_assignment_says(
    source: str, points: float, says: str, tmp_path: Path
) -> None:
    folders = course(tmp_path / "course", source)
    proofs = validate(Answers(folders), quick=True)
    assert [line for proof in proofs for line in proof.against] == []
    for files, expected in ((TRAINED, 1), ({**TRAINED, "mytorch/nn/linear.py": WRONG}, points)):
        write_course(tmp_path / "hand-in", files)
        results = graded(folders, tmp_path / "hand-in", tmp_path)
        assert results.points == expected, [o.message for o in results.outcomes]
    assert not says or any(says in note for note in results.notes), results.notes


def test_a_module_that_is_left_out_is_the_references_and_that_is_told(tmp_path: Path) -> None:
    folders = course(tmp_path / "course", "student, else reference")
    write_course(tmp_path / "hand-in", {"train.py": TRAIN, "utils.py": UTILS})
    results = graded(folders, tmp_path / "hand-in", tmp_path)
    assert results.points == 1
    assert any(n.startswith("mytorch/nn/linear.py is not in the hand-in") for n in results.notes)
