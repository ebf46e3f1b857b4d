OK_FORMAT = False
name = "leaky_relu_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(leaky_relu_forward):
    """keeps what is positive and multiplies the rest by alpha"""
    x = np.array([[-2.0, 0.0, 3.0], [-0.5, 1.0, -10.0]])
    out, _ = leaky_relu_forward(x, 0.25)
    assert_close(out, np.array([[-0.5, 0.0, 3.0], [-0.125, 1.0, -2.5]]), "leaky_relu_forward: out")
