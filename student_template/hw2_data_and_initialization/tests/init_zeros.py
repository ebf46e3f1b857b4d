OK_FORMAT = False
name = "init_zeros"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def values(init_zeros):
    """is zero everywhere, in float64"""
    assert_close(init_zeros((3, 4)), np.zeros((3, 4)), "init_zeros", atol=0.0)
