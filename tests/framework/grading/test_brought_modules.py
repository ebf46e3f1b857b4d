"""Whose layers grade hw4: the student's, the reference's, or the student's where they work."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import PROBES, Folders
from autograder.assignment.rubric import Rubric
from autograder.assignment.settings import OWN, REFERENCE, REPAIRED, read_assignment
from autograder.errors import AssignmentError
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
NAME, EARLIER = "hw4_training", ("hw1_layers", "hw2_data_and_initialization", "hw3_normalization")
KEPT = {
    NAME: (
        *("layers_ready", "normalization_ready", "im2col", "fast_conv_forward"),
        *("network_forward", "sgd"),
    ),
    "hw1_layers": ("affine_forward", "affine_backward", "relu_forward", "relu_backward"),
    "hw2_data_and_initialization": ("fan_in", "init_he", "init_normal"),
    "hw3_normalization": ("batchnorm_forward", "batchnorm_backward"),
}
"""The questions that are asked here; all others would only take longer."""
KEPT_POINTS = {"layers_ready": 0.25, "normalization_ready": 0.25, "im2col": 1.5}
KEPT_POINTS |= {"fast_conv_forward": 2.5, "network_forward": 3.0, "sgd": 1.0}
READY = "layers.py of hw1 must be repaired first"
Submission = Callable[[str, Mapping[str, str]], Results]


def course(where: Path, brings: str) -> Folders:
    """A copy of the unit in which hw4 brings its modules as ``brings`` says."""
    for name in (NAME, *EARLIER):
        for part in ("assignments", "solutions"):
            shutil.copytree(ROOT / part / name, where / part / name)
        for half in ("public", "hidden"):
            (where / "tests" / name / half).mkdir(parents=True)
            for question in KEPT[name]:
                source = ROOT / "tests" / name / half / f"{question}.py"
                if source.exists():
                    shutil.copy(source, where / "tests" / name / half)
        probes = ROOT / "tests" / name / f"{PROBES}.py"
        if probes.exists():
            shutil.copy(probes, where / "tests" / name)
    settings = where / "assignments" / NAME / "assignment.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\n[limits]", f"{brings}\n[limits]"), encoding="utf-8")
    return Folders(where, NAME)


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Rubric]]:
    """A bundle for each of the three ways."""
    with contextlib.ExitStack() as stack:
        opened = {}
        for number, source in enumerate((OWN, REFERENCE, REPAIRED)):
            where = tmp_path_factory.mktemp("course")
            folders = course(where, f'from = "{source}"\nreleased = true\n')
            build(folders, where / "dist")
            path = where / "dist" / NAME / "autograder.zip"
            opened[source] = stack.enter_context(open_bundle(path))
            assert number or not opened[source].earlier
        yield opened


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The reference, as a student would hand it in."""
    return dict(Answers(Folders(ROOT, NAME)).answer.texts)


@pytest.fixture
def submit(bundles: dict[str, Rubric], sandbox: Sandbox, tmp_path: Path) -> Submission:
    """Grade files that are handed in, in one of the three ways."""

    def run(source: str, files: Mapping[str, str]) -> Results:
        folder = tmp_path / source.replace(" ", "-")
        write_folder(folder, {name: text.encode() for name, text in files.items()})
        results = grade(bundles[source], folder, sandbox)
        assert not results.failure
        return results

    return run


def points(results: Results) -> dict[str, float]:
    """Question -> the points of both halves."""
    found = dict.fromkeys(KEPT_POINTS, 0.0)
    for name, (earned, _) in results.by_question().items():
        found[name.removesuffix(" (hidden)")] += earned
    return found


def told(results: Results, question: str) -> str:
    """What the student reads under a question's public half."""
    return " ".join(o.message for o in results.outcomes if o.question == question)


@pytest.mark.parametrize("source", [OWN, REFERENCE, REPAIRED])
def test_right_layers_cost_nothing_and_nothing_is_said(
    source: str, submit: Submission, texts: dict[str, str]
) -> None:
    results = submit(source, texts)
    assert points(results) == KEPT_POINTS
    assert results.notes == []


WRONG = {
    "affine_forward": ("return rows @ w + b, (x, w)", "return rows @ w - b, (x, w)"),
    "relu_backward": ("return np.where(cache > 0, dout, 0)", "return np.where(cache > 0, dout, 1)"),
}
"""A function of hw1 -> a line of it, and the line of one who got it wrong."""
TOGETHER = {
    "affine_forward": "affine_backward, affine_forward",
    "relu_backward": "relu_backward, relu_forward",
}
"""Neither half of a layer could read the other one's cache, so both are replaced."""


def with_wrong(function: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The right answer but for one function of hw1."""
    right, wrong = WRONG[function]
    assert texts["layers.py"].count(right) == 1
    return {**texts, "layers.py": texts["layers.py"].replace(right, wrong)}


@pytest.mark.parametrize("function", WRONG)
def test_the_students_own_wrong_function_is_named_and_what_needs_it_waits(
    function: str, submit: Submission, texts: dict[str, str]
) -> None:
    results = submit(OWN, with_wrong(function, texts))
    assert points(results) == {**KEPT_POINTS, "layers_ready": 0.0, "network_forward": 0.0}
    assert f"{READY}: {function}" in told(results, "layers_ready")
    assert told(results, "network_forward") == " ".join(["skipped: fix layers_ready first"] * 2)
    assert results.notes == []


@pytest.mark.parametrize("function", WRONG)
def test_with_the_references_modules_a_wrong_function_of_hw1_costs_nothing(
    function: str, submit: Submission, texts: dict[str, str]
) -> None:
    results = submit(REFERENCE, with_wrong(function, texts))
    assert points(results) == KEPT_POINTS


@pytest.mark.parametrize("function", WRONG)
def test_a_wrong_function_is_replaced_by_the_references_and_the_student_is_told(
    function: str, submit: Submission, texts: dict[str, str]
) -> None:
    results = submit(REPAIRED, with_wrong(function, texts))
    assert points(results) == KEPT_POINTS
    assert results.notes == [
        f"{TOGETHER[function]} of hw1_layers do not pass their public tests: "
        "the reference's are used here."
    ]


def test_an_own_mistake_of_hw4_costs_the_same_in_all_three_ways(
    submit: Submission, texts: dict[str, str]
) -> None:
    wrong = with_wrong("affine_forward", texts)
    right = 'return w - config.get("learning_rate", 1e-2) * dw, dict(config)'
    assert right in wrong["training.py"]
    wrong["training.py"] = wrong["training.py"].replace(right, right.replace("w - ", "w + "))
    lost = {OWN: {"layers_ready": 0.0, "network_forward": 0.0}}
    for source in (OWN, REFERENCE, REPAIRED):
        expected = {**KEPT_POINTS, "sgd": 0.0, **lost.get(source, {})}
        assert points(submit(source, wrong)) == expected


def test_what_works_stays_the_students_own(submit: Submission, texts: dict[str, str]) -> None:
    """A function that no earlier question asks for is not known to fail, and is not replaced."""
    wrong = with_wrong("affine_forward", texts)
    right = "def max_pool_forward(x, pool_param):\n"
    assert right in wrong["layers.py"]
    own = f"{right}    raise ValueError('mine')\n"
    wrong["layers.py"] = wrong["layers.py"].replace(right, own)
    results = submit(REPAIRED, wrong)
    assert "max_pool_forward raised ValueError" in told(results, "layers_ready")
    assert "affine_forward" in results.notes[0] and "max_pool" not in results.notes[0]


@pytest.mark.parametrize(
    ("files", "note"),
    [
        (
            {"layers.py": None},
            "layers.py is not in the hand-in: the reference's of hw1_layers is used.",
        ),
        (
            {"layers.py": "def affine_forward(:\n"},
            "your modules of hw1_layers cannot be imported: ",
        ),
        (
            {"layers.py": "import os\nos._exit(0)\n"},
            "your modules of hw1_layers cannot be imported: ",
        ),
    ],
)
def test_what_is_missing_or_cannot_be_imported_is_replaced_as_a_whole(
    files: dict[str, str | None], note: str, submit: Submission, texts: dict[str, str]
) -> None:
    given = {n: t for n, t in {**texts, **files}.items() if t is not None}
    results = submit(REPAIRED, given)
    assert points(results) == KEPT_POINTS
    assert len(results.notes) == 1 and results.notes[0].startswith(note)


def test_without_released_the_reference_is_not_lent(tmp_path: Path) -> None:
    for number, source in enumerate((REFERENCE, REPAIRED)):
        folders = course(tmp_path / str(number), f'from = "{source}"\n')
        for refuse in (read_assignment, lambda f: build(f, tmp_path / "dist")):
            with pytest.raises(AssignmentError, match=r"say released = true, or from = .student."):
                refuse(folders)
        assert not (tmp_path / "dist").exists()
    read_assignment(course(tmp_path / "own", f'from = "{OWN}"\n'))
