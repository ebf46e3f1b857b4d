OK_FORMAT = False
name = "fast_conv_forward"
depends = ["im2col"]

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(fast_conv_forward):
    """multiplies every window with the filter, which is not flipped"""
    x = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    w = np.array([[[[1.0, 10.0]]], [[[0.0, -1.0]]]])
    out, _ = fast_conv_forward(x, w, np.array([0.5, 0.0]), {"stride": 1, "pad": 0})
    right = np.array([[[[21.5, 32.5], [54.5, 65.5]], [[-2.0, -3.0], [-5.0, -6.0]]]])
    assert_close(out, right, "fast_conv_forward: out")


@case(points=0.5)
def padded(fast_conv_forward):
    """pads with zeros on every side"""
    x = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    out, _ = fast_conv_forward(x, np.ones((1, 1, 3, 2)), np.zeros(1), {"stride": 1, "pad": 1})
    right = np.array([[[[5.0, 12.0, 16.0, 9.0], [5.0, 12.0, 16.0, 9.0]]]])
    assert_close(out, right, "fast_conv_forward: out")
