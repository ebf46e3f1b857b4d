"""Regularities of wrong answers: named where they hold exactly, and not where they nearly do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.checks.pattern import describe_pattern

X = np.random.default_rng(0).standard_normal((5, 3, 6, 6))
IMAGE = {"x": X, "w": np.zeros((2, 3, 3, 3)), "conv_param": {"stride": 2, "pad": 0}}
POOL = {"x": X, "pool_param": {"pool_height": 3, "pool_width": 3, "stride": 2}}


def pattern(got: Any, wanted: Any, inputs: Any = None, *, hidden: bool = False) -> str:
    wrong = np.abs(got - wanted) > 1e-7 * np.abs(wanted).max()
    return describe_pattern(got, wanted, wrong, inputs)[hidden]


def overlapping(columns: int = 6) -> Any:
    """dx doubled where two windows of width 3, two apart, lie over a pixel: row or column 2."""
    dx = X.copy()
    dx[:, :, 2, :5] *= 2
    dx[:, :, :5, 2] *= 2
    return dx[..., :columns]


@pytest.mark.parametrize(
    ("got", "inputs", "says"),
    [
        (0 * X, None, "It is zero everywhere."),
        (-X, None, "The sign is wrong everywhere."),
        (3 * X, None, "It is 3 times the right answer everywhere."),
        (X / 5, IMAGE, "It is the right answer divided by the size of the batch."),
        (X * 5, IMAGE, "It is the right answer times the size of the batch."),
        (X / 5, None, "It is 0.2 times the right answer everywhere."),
        (np.swapaxes(X, 2, 3), None, "The last two axes are swapped."),
        (X + np.arange(3).reshape(3, 1, 1) // 2, None, "Only index 2 of axis 1 is wrong."),
        (np.pad(X[:, :, 1:-1, 1:-1], ((0, 0), (0, 0), (1, 1), (1, 1))), None, "Only the border"),
        (overlapping(), IMAGE, "It is wrong only where windows overlap."),
        (overlapping(), POOL, "It is wrong only where windows overlap."),
        (overlapping(), None, ""),
        (X.astype(np.float32).astype(float), None, "It has the precision of float32 only"),
        (X * (1 + 1e-6 * np.sign(X)) + 1e-6, None, ""),
        (1.001 * X + 0.001, IMAGE, ""),
    ],
)
def test_a_pattern_is_named_where_it_holds(got: Any, inputs: Any, says: str) -> None:
    found = pattern(got, X, inputs)
    assert found.startswith(says) and bool(found) == bool(says)


def test_one_pixel_beside_the_overlap_is_enough_to_say_nothing_of_it() -> None:
    got = overlapping()
    got[0, 0, 0, 0] += 1
    assert pattern(got, X, IMAGE) == ""


def test_a_hidden_case_tells_no_factor_that_could_have_been_chosen() -> None:
    assert pattern(0.40412 * X, X, hidden=True) == "It is off by one factor everywhere."
    assert pattern(X / 5, X, IMAGE, hidden=True) == pattern(X / 5, X, IMAGE)
