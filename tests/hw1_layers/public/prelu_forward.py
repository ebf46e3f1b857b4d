OK_FORMAT = False
name = "prelu_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(prelu_forward):
    """multiplies what is negative by the one slope"""
    x = np.array([[-2.0, 4.0, -1.0], [3.0, -6.0, 0.5]])
    out, _ = prelu_forward(x, np.array(0.5))
    assert_close(out, np.array([[-1.0, 4.0, -0.5], [3.0, -3.0, 0.5]]), "prelu_forward: out")


@case(points=0.5)
def per_channel(prelu_forward):
    """uses a slope of its own for each channel"""
    x = np.array([[[[-1.0, 2.0]], [[-4.0, -8.0]]]])  # (1, 2, 1, 2)
    out, _ = prelu_forward(x, np.array([0.5, 0.25]))
    assert_close(out, np.array([[[[-0.5, 2.0]], [[-1.0, -2.0]]]]), "prelu_forward: out")
