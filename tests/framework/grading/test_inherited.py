"""A mistake that comes from another function is told once, and costs one question."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.assignment.folders import Folders
from autograder.checks.run import FAILED, SKIPPED, Verdict
from autograder.grading.inherited import comes_from
from autograder.publish.proofs.answers import Answers, Workplace
from autograder.sandbox.calls import Call
from autograder.sandbox.process import Sandbox
from autograder.sandbox.proxies import ObjectRecord
from autograder.sandbox.proxy_classes import make_proxy

ROOT = Path(__file__).parents[3]
THROUGH = "skipped: your batchnorm_forward's mistake comes through here: fix that first"
UNBIASED = ("x.var(axis=axes, keepdims=True)", "x.var(axis=axes, keepdims=True, ddof=axes == 0)")
ROWS = (
    'bn_param["running_mean"], bn_param["running_var"] = running_mean, running_var',
    'bn_param["running_mean"], bn_param["running_var"] = running_mean[None], running_var',
)
RAISES = ('eps, momentum = bn_param.get("eps", 1e-5)', 'eps, momentum = bn_param["eps"]')
SWAPPED = ("return rows.reshape(n, h, w, c)", "return rows[::-1].reshape(n, h, w, c)")


@cache
def answers() -> Answers:
    return Answers(Folders(ROOT, "hw3_normalization"))


def lost(sandbox: Sandbox, *changes: tuple[str, str]) -> dict[str, list[Verdict]]:
    """The cases of batch normalization that a changed reference does not pass, by question."""
    text = answers().answer.texts["normalization.py"]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    bases = ("batchnorm_forward", "spatial_batchnorm_forward")
    asked = [q for q in answers().questions if q.base in bases and not q.hidden]
    found: dict[str, list[Verdict]] = {base: [] for base in bases}
    for v in Workplace(answers(), sandbox).lost({"normalization.py": text}, questions=asked):
        found[v.question.base].append(v)
    return found


@pytest.mark.parametrize("change", [UNBIASED, ROWS, RAISES])
def test_what_only_comes_through_is_skipped(change: tuple[str, str], sandbox: Sandbox) -> None:
    found = lost(sandbox, change)
    assert any(v.status == FAILED for v in found["batchnorm_forward"])
    assert any(v.message == THROUGH for v in found["spatial_batchnorm_forward"])
    assert {v.status for v in found["spatial_batchnorm_forward"]} == {SKIPPED}


def test_a_mistake_of_its_own_is_a_failure(sandbox: Sandbox) -> None:
    for changes in ((SWAPPED,), (UNBIASED, SWAPPED)):
        found = lost(sandbox, *changes)
        assert found["spatial_batchnorm_forward"][0].status == FAILED


def calls(result: Any) -> list[Call]:
    x, param = np.arange(24.0).reshape(2, 3, 2, 2), {"mode": "train"}
    arguments = (x, np.ones(3), np.zeros(3), param)
    after = (*arguments[:3], {**param, "running_mean": np.zeros(3), "running_var": np.zeros(3)})
    keeper: Any = SimpleNamespace(drop=lambda *_: None)
    its_cache = make_proxy(ObjectRecord(keeper, 1, "tuple", "...", 0), 0)
    return [Call("spatial_batchnorm_forward", arguments, True, after, (result, its_cache))]


@pytest.mark.parametrize("out", [np.zeros((0, 10**9)), np.zeros((8, 3, 1)), 10**12])
def test_what_is_larger_than_the_right_answer_does_not_get_into_the_reference(out: Any) -> None:
    """It could take all the memory of the grader."""
    rubric, wrong = answers().rubric, np.zeros((2, 3, 2, 2))
    student: dict[str, Any] = dict.fromkeys(vars(rubric.reference))
    for found, expected in ((out, ""), (np.zeros((8, 3)), "batchnorm_forward")):

        def forward(*args: Any, found: Any = found) -> Any:
            args[3].update(running_mean=np.zeros(3), running_var=np.zeros(3))
            return found, None

        student["batchnorm_forward"] = forward
        assert comes_from(rubric, calls(wrong), ["batchnorm_forward"], student) == expected
