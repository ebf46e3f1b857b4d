"""The parts of hw5 stand alone: what is handed in of one counts without the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from autograder._files import write_folder
from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.assignment.rubric import Rubric
from autograder.grading.engine import grade
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import Answers
from autograder.sandbox.process import Sandbox

pytestmark = pytest.mark.slow  # half a minute
ROOT = Path(__file__).parents[3]
NAME = "hw5_applications"
QUESTIONS = {
    "style": ("gram_matrix", "content_loss", "features_forward"),
    "go": ("group_liberties", "transform_board", "play", "policy_forward"),
    "captioning": ("word_embedding_forward", "caption_scores"),
    "generation": ("kl_divergence", "bernoulli_loss"),
}
"""Each module and the questions of it that are asked here; all others would only take longer."""
READY = ("layers_ready", "convolution_ready")


@pytest.fixture(scope="module")
def rubric(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rubric]:
    """A bundle of hw5 with some of its questions."""
    where = tmp_path_factory.mktemp("course")
    brought = Answers(Folders(ROOT, NAME)).assignment.brings.modules.values()
    for name in (NAME, *dict.fromkeys(brought)):
        for part in ("assignments", "solutions"):
            shutil.copytree(ROOT / part / name, where / part / name)
    tests = Path("tests", NAME)
    shutil.copytree(ROOT / tests / "shared", where / tests / "shared")
    shutil.copy(ROOT / tests / "probes.py", where / tests / "probes.py")
    for half in ("public", "hidden"):
        (where / tests / half).mkdir()
    for question in (*READY, *(q for kept in QUESTIONS.values() for q in kept)):
        for half in ("public", "hidden"):
            source = ROOT / tests / half / f"{question}.py"
            if source.exists():
                shutil.copy(source, where / tests / half / source.name)
    build(Folders(where, NAME), where / "dist")
    with open_bundle(where / "dist" / NAME / "autograder.zip") as opened:
        yield opened


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The reference, as a student would hand it in."""
    return dict(Answers(Folders(ROOT, NAME)).answer.texts)


def lost(files: Mapping[str, str], rubric: Rubric, sandbox: Sandbox, where: Path) -> set[str]:
    """The questions that lose points in either half."""
    write_folder(where, {name: text.encode() for name, text in files.items()})
    results = grade(rubric, where, sandbox)
    assert not results.failure
    earned = results.by_question().items()
    return {name.removesuffix(" (hidden)") for name, (points, of) in earned if points < of}


def others(*modules: str) -> set[str]:
    """The questions of all other modules."""
    return {q for module, kept in QUESTIONS.items() if module not in modules for q in kept}


@pytest.mark.parametrize("module", QUESTIONS)
def test_a_hand_in_of_one_part_gets_the_points_of_this_part(
    module: str, rubric: Rubric, sandbox: Sandbox, texts: dict[str, str], tmp_path: Path
) -> None:
    missing = {f"{other}.py" for other in QUESTIONS if other != module}
    files = {name: text for name, text in texts.items() if name not in missing}
    assert lost(files, rubric, sandbox, tmp_path / "in") == others(module)


def test_a_part_that_cannot_be_imported_costs_its_own_points_alone(
    rubric: Rubric, sandbox: Sandbox, texts: dict[str, str], tmp_path: Path
) -> None:
    files = {**texts, "captioning.py": "def word_embedding_forward(:\n"}
    assert lost(files, rubric, sandbox, tmp_path / "in") == set(QUESTIONS["captioning"])


def test_without_hw4_captions_and_images_and_the_rules_keep_their_points(
    rubric: Rubric, sandbox: Sandbox, texts: dict[str, str], tmp_path: Path
) -> None:
    brought = ("training.py", "initializers.py", "normalization.py")
    files = {name: text for name, text in texts.items() if name not in brought}
    needs = {"convolution_ready", "features_forward", "policy_forward"}
    assert lost(files, rubric, sandbox, tmp_path / "in") == needs
