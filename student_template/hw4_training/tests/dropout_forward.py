OK_FORMAT = False
name = "dropout_forward"

import numpy as np

from autograder.checks import CheckFailure, assert_close, case, rng


@case(points=0.5)
def train_values(dropout_forward):
    """makes a unit 0 or divides it by keep, and keeps the share that it should"""
    x = np.arange(1.0, 1001.0).reshape(20, 50)
    out, _ = dropout_forward(x, {"mode": "train", "keep": 0.8, "rng": rng("mask")})
    assert_close(np.where(out == 0, x / 0.8, out), x / 0.8, "dropout_forward: what is not 0 in out")
    share = np.mean(out != 0)
    if abs(share - 0.8) > 6.2 * np.sqrt(0.8 * 0.2 / 1000):
        raise CheckFailure(f"dropout_forward keeps {share:.0%} of the units, expected about 80 %.")


@case(points=0.5)
def test_values(dropout_forward):
    """changes nothing in test mode"""
    x = np.array([[1.0, -2.0, 3.0], [0.5, 0.0, -1.0]])
    out, _ = dropout_forward(x, {"mode": "test", "keep": 0.25, "rng": rng("mask")})
    assert_close(out, x, "dropout_forward: out in test mode")
