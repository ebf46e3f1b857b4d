OK_FORMAT = False
name = "saturation_fraction (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_raises, case, rng


@case(points=0.5)
def random_values(saturation_fraction, reference):
    """is right for inputs on both sides of the threshold"""
    x = 6 * rng().standard_normal((50, 40))
    for kind in ("sigmoid", "tanh"):
        expected = reference.saturation_fraction(x, kind)
        assert_close(saturation_fraction(x, kind), expected, f"saturation_fraction: {kind}")


@case(points=0.5)
def unknown_kind(saturation_fraction):
    """raises ValueError for a kind that does not saturate"""
    assert_raises(ValueError, saturation_fraction, np.zeros(3), "relu")
