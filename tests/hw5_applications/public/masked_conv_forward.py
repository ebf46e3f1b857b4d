OK_FORMAT = False
name = "masked_conv_forward"
depends = ["pixel_mask"]
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.25)
def sum_of_those_before(masked_conv_forward):
    """a filter of ones adds up the pixels before its own, and its own for kind B"""
    x = np.array([[[[1.0, 2.0, 4.0, 8.0], [16.0, 32.0, 64.0, 128.0]]]])
    # equal axes: filters are square
    w, b = np.ones((1, 1, 3, 3)), np.array([0.5])
    before = np.array([[[[0.0, 1.0, 2.0, 4.0], [3.0, 23.0, 46.0, 76.0]]]])
    out, _ = masked_conv_forward(x, w, b, "A")
    assert_close(out, before + 0.5, "masked_conv_forward: out of kind A")
    out, _ = masked_conv_forward(x, w, b, "B")
    assert_close(out, before + x + 0.5, "masked_conv_forward: out of kind B")
