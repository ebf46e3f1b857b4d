OK_FORMAT = False
name = "init_zeros"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def values(init_zeros, zeros_after_writing):
    """is zero everywhere, in float64, in every layer anew"""
    assert_close(init_zeros((3, 4)), np.zeros((3, 4)), "init_zeros", atol=0.0)
    again = zeros_after_writing(init_zeros, (2, 3))
    what = "init_zeros: what it returns once the array it returned before was written to"
    assert_close(again, np.zeros((2, 3)), what, atol=0.0)
