OK_FORMAT = False
name = "saturation_fraction"

import numpy as np

from autograder.checks import assert_close, assert_raises, assert_unchanged, case


@case(points=0.5)
def values(saturation_fraction):
    """counts the inputs at which the local gradient is below 1 % of its maximum"""
    x = np.array([[-8.0, -2.0, 0.0], [1.0, 5.0, 7.0]])
    assert_close(saturation_fraction(x, "tanh"), 0.5, "saturation_fraction: tanh")
    assert_close(saturation_fraction(x, "sigmoid"), 2 / 6, "saturation_fraction: sigmoid")


@case(points=0.5)
def far_out(saturation_fraction):
    """counts inputs of -1000 and 1000, and where none is near 0; leaves x as it was"""
    x = np.array([-1000.0, 0.0, 1.0, 2.0, 1000.0])
    before = x.copy()
    for kind in ("tanh", "sigmoid"):
        assert_close(saturation_fraction(x, kind), 0.4, f"saturation_fraction: {kind}")
    assert_unchanged(x, before, "saturation_fraction: x")
    x = np.array([2.5, 3.2, 4.0, 5.5, -7.0])
    for kind, share in (("tanh", 0.8), ("sigmoid", 0.2)):
        assert_close(saturation_fraction(x, kind), share, f"saturation_fraction: {kind}")


@case(points=0.5)
def unknown_kind(saturation_fraction):
    """raises ValueError for any other kind"""
    for kind in ("relu", "sig", "Sigmoid"):
        assert_raises(ValueError, saturation_fraction, np.zeros(3), kind)
