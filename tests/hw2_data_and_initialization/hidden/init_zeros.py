OK_FORMAT = False
name = "init_zeros (hidden)"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def conv(init_zeros):
    """has the shape of a convolution's weights"""
    assert_close(init_zeros((2, 3, 5, 1)), np.zeros((2, 3, 5, 1)), "init_zeros", atol=0.0)
