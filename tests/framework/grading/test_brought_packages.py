"""Work that builds on a package of an earlier assignment, in each of the three ways."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from package_course import LINEAR, RIGHT, UTILS, package_course
from small_course import LOCK, graded, write_course

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.validate import validate
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox

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


SETTINGS_OF_CLASSES = """title = "Later"
modules = ["mytorch.models.two"]
imports = ["numpy"]

[brings]
"mytorch.utils" = "hw1_mlp"
"mytorch.nn.linear" = "hw1_mlp"
"mytorch.nn.activation" = "hw1_mlp"
"mytorch.nn.batchnorm" = "hw1_mlp"
"mytorch.nn.loss" = "hw1_mlp"
"mytorch.optim.sgd" = "hw1_mlp"
from = "{source}"
released = true
"""
TWO = '''"""Two layers, from the packages in which students wrote them."""

from ..nn import Linear, Tanh


class Two:
    """A Linear and a Tanh, as the list ``layers``."""

    def __init__(self, rng):
        # BEGIN SOLUTION
        self.layers = [Linear(3, 2, rng), Tanh()]
        # END SOLUTION

    def forward(self, x):
        """x: (N, 3)."""
        # BEGIN SOLUTION
        return self.layers[1].forward(self.layers[0].forward(x))
        # END SOLUTION

    def backward(self, dout):
        """dout: (N, 2)."""
        # BEGIN SOLUTION
        return self.layers[0].backward(self.layers[1].backward(dout))
        # END SOLUTION
'''
TEST_OF_CLASSES = '''OK_FORMAT = False
name = "Two"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=1)
def forward(Two):
    """goes through both layers"""
    x, model = rng("x").standard_normal((4, 3)), Two(rng())
    layer = model.layers[0]
    assert_close(model.forward(x), np.tanh(x @ layer.W.T + layer.b), "Two.forward: out")


@case(points=1)
def step(Two, SGD):
    """a step goes downhill"""
    x, model = rng("x").standard_normal((4, 3)), Two(rng())
    layer, out = model.layers[0], model.forward(x)
    wanted = layer.W - 0.5 * (1 - out**2).T @ x
    model.backward(np.ones((4, 2)))
    SGD(model, 0.5).step()
    assert_close(layer.W, wanted, "Two: W after a step")
'''


def course_of_classes(root: Path, source: str) -> Folders:
    """What builds on the example course, of which two questions are kept: they take less time."""
    example = Path(__file__).parents[3] / "examples" / "courses" / "mytorch"
    shutil.copytree(example, root, ignore=shutil.ignore_patterns("__pycache__", "student_template"))
    for path in root.glob("tests/hw1_mlp/*/*.py"):
        if path.stem not in ("linear", "sgd", "layers"):
            path.unlink()
    write_course(
        root,
        {
            f"assignments/{NAME}/assignment.toml": SETTINGS_OF_CLASSES.format(source=source),
            f"assignments/{NAME}/handout.md": "# Later\n",
            f"assignments/{NAME}/requirements.lock": LOCK.read_text(),
            f"solutions/{NAME}/mytorch/models/two.py": TWO,
            f"tests/{NAME}/public/two.py": TEST_OF_CLASSES,
        },
    )
    return Folders(root, NAME)


@pytest.mark.parametrize(
    ("source", "points", "says"),
    [
        ("student", [2, 1, 1, 0], None),
        ("reference", [2, 2, 2, 2], None),
        ("student, else reference", [2, 2, 2, 2], "{} of hw1_mlp does not pass its public tests"),
    ],
)
def test_a_wrong_class_of_a_package_costs_what_the_assignment_says(
    source: str, points: list[float], says: str | None, tmp_path: Path
) -> None:
    folders = course_of_classes(tmp_path / "course", source)
    files = student_files(folders)
    assert b"from .linear import Linear" in files["mytorch/nn/__init__.py"]
    assert files["mytorch/models/__init__.py"] == b"", "none of its modules is brought along"
    right = Answers(folders).answer.texts
    linear, sgd = "mytorch/nn/linear.py", "mytorch/optim/sgd.py"
    uphill = {linear: right[linear].replace("self.dW = dout", "self.dW = -dout")}
    wrong_step = {sgd: right[sgd].replace("layer.W - self", "layer.W + self")}
    cannot_be_made = {linear: right[linear].replace("k = 1.0 /", "k = 1.0 / 0 /")}
    bundle = build(folders, tmp_path / "dist")[1]
    with open_bundle(bundle) as rubric, Sandbox() as sandbox:
        for number, changed in enumerate(({}, uphill, wrong_step, cannot_be_made)):
            write_course(tmp_path / str(number), {**right, **changed})
            results = grade(rubric, tmp_path / str(number), sandbox)
            assert not results.failure, results.failure
            assert results.points == points[number], [o.message for o in results.outcomes]
            name = "SGD" if changed is wrong_step else "Linear"
            told = [says.format(name)] if says and changed else []
            assert [n.partition(":")[0] for n in results.notes] == told


def test_a_module_that_is_left_out_is_the_references_and_that_is_told(tmp_path: Path) -> None:
    folders = course(tmp_path / "course", "student, else reference")
    write_course(tmp_path / "hand-in", {"train.py": TRAIN, "utils.py": UTILS})
    results = graded(folders, tmp_path / "hand-in", tmp_path)
    assert results.points == 1
    assert any(n.startswith("mytorch/nn/linear.py is not in the hand-in") for n in results.notes)
