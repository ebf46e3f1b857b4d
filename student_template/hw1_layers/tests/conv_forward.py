OK_FORMAT = False
name = "conv_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(conv_forward):
    """slides an asymmetric filter over a small image without flipping it"""
    x = np.arange(12.0).reshape(1, 1, 3, 4)
    w = np.array([[[[1.0, 2.0], [0.0, -1.0]]]])
    out, _ = conv_forward(x, w, np.array([0.5]), {"stride": 1, "pad": 0})
    assert_close(out, np.array([[[[-2.5, -0.5, 1.5], [5.5, 7.5, 9.5]]]]), "conv_forward: out")


@case(points=1)
def padded(conv_forward):
    """pads with zeros and moves by the stride"""
    x = np.ones((1, 2, 3, 5))
    w = np.ones((1, 2, 3, 3))
    out, _ = conv_forward(x, w, np.zeros(1), {"stride": 2, "pad": 1})
    assert_close(out, np.array([[[[8.0, 12.0, 8.0], [8.0, 12.0, 8.0]]]]), "conv_forward: out")
