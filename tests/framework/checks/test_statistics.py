"""The statistical checks: right draws pass on every seed, a scale off by 3 % on none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.checks import CheckFailure, assert_drawn, assert_normal_scale
from autograder.checks.context import Inconclusive
from autograder.checks.statistics import FEWEST, STANDARD_ERRORS

SEEDS = 200
DRAWS: dict[str, Callable[[Any, float], Any]] = {
    "normal": lambda random, std: std * random.standard_normal(FEWEST),
    "uniform": lambda random, std: random.uniform(-std * 3**0.5, std * 3**0.5, FEWEST),
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_right_draws_pass_and_a_scale_off_by_3_percent_fails(draw: Callable[..., Any]) -> None:
    for seed in range(SEEDS):
        random = np.random.default_rng(seed)
        assert_normal_scale(draw(random, 0.05), 0.05, "f")
        for factor in (0.97, 1.03):
            with pytest.raises(CheckFailure, match="standard deviation"):
                assert_normal_scale(draw(random, 0.05 * factor), 0.05, "f")


def test_the_bounds_are_what_the_docstring_says() -> None:
    statistics = pytest.importorskip("statistics")
    normal = statistics.NormalDist()
    assert 2 * normal.cdf(-STANDARD_ERRORS) < 1e-9
    error = 1 / np.sqrt(2 * FEWEST)
    assert normal.cdf(-(0.03 - STANDARD_ERRORS * error) / (1.03 * error)) < 1e-11


def test_what_is_wrong_is_named() -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal(FEWEST)
    with pytest.raises(CheckFailure, match=r"sqrt\(2\) times too small"):
        assert_normal_scale(x, 2**0.5, "f")
    with pytest.raises(CheckFailure, match="the mean of"):
        assert_normal_scale(x + 0.05, 1.0, "f")
    with pytest.raises(Inconclusive, match="too few"):
        assert_normal_scale(x[:100], 1.0, "f")
    with pytest.raises(CheckFailure, match="two calls"):
        assert_drawn(x, x, "f")
    with pytest.raises(CheckFailure, match="many values are equal"):
        assert_drawn(np.sign(x), x, "f")


def test_values_that_were_drawn_before_are_seen_wherever_they_stand() -> None:
    pool = np.random.default_rng(0).standard_normal(2000)
    assert_drawn(pool[:1000], pool[1000:], "f")
    with pytest.raises(CheckFailure, match="the same values"):
        assert_drawn(pool[:1000], pool[500:1500], "f")
