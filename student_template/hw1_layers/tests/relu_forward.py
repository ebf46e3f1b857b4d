OK_FORMAT = False
name = "relu_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(relu_forward):
    """keeps what is positive and sets the rest to zero"""
    x = np.array([[-2.0, -0.5, 0.0], [0.5, 2.0, -3.0]])
    out, _ = relu_forward(x)
    assert_close(out, np.array([[0.0, 0.0, 0.0], [0.5, 2.0, 0.0]]), "relu_forward: out")
