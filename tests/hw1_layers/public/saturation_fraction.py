OK_FORMAT = False
name = "saturation_fraction"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(saturation_fraction):
    """counts the inputs at which the local gradient is below 1 % of its maximum"""
    x = np.array([[-8.0, -2.0, 0.0], [1.0, 4.0, 7.0]])
    assert_close(saturation_fraction(x, "tanh"), 0.5, "saturation_fraction: tanh")
    assert_close(saturation_fraction(x, "sigmoid"), 2 / 6, "saturation_fraction: sigmoid")
