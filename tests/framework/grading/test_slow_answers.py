"""Layers by loops: what is too slow to train a network is told so, and not waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from autograder._files import write_folder
from autograder.assignment.folders import Folders
from autograder.grading.engine import grade
from autograder.publish.proofs.answers import Answers
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[3]
ANSWERS = Answers(Folders(ROOT, "hw4_training"))
LOOPS = (ROOT / "solutions/hw1_layers/alternatives/loops.py").read_text(encoding="utf-8")
SEVERAL_TIMES = """

def fast_conv_forward(*args):
    return [conv_forward(*args) for _ in range(8)][0]


def fast_conv_backward(*args):
    return [conv_backward(*args) for _ in range(8)][0]
"""
"""As slow as loops over the filter's own pixels too: beyond the limit however busy the machine."""
WITH_CONVOLUTION = "learns_with_convolution"
"""The one case that trains a convolutional network."""


def told(files: Mapping[str, str], where: Path, sandbox: Sandbox) -> str:
    """What the case that trains a convolutional network says of a hand-in; empty if it passes."""
    (question,) = (q for q in ANSWERS.questions if q.name == "train (hidden)")
    cases = tuple(c for c in question.cases if c.test_func.__name__ == WITH_CONVOLUTION)
    rubric = replace(ANSWERS.rubric, questions=[replace(question, cases=cases, depends=())])
    write_folder(where, {name: text.encode() for name, text in files.items()})
    results = grade(rubric, where, sandbox)
    assert not results.failure
    (outcome,) = results.outcomes
    return outcome.message


def test_a_convolution_by_loops_is_told_which_function_would_be_quick(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    texts = dict(ANSWERS.answer.texts)
    texts["slow.py"] = LOOPS + SEVERAL_TIMES
    texts["training.py"] += "\nfrom slow import fast_conv_backward, fast_conv_forward\n"
    message = told(texts, tmp_path / "hand-in", sandbox)
    assert "too slow to train" in message and "see im2col" in message
    assert "endless loop" not in message
