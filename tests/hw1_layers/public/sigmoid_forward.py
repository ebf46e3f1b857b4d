OK_FORMAT = False
name = "sigmoid_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(sigmoid_forward):
    """computes 1 / (1 + exp(-x))"""
    x = np.array([[0.0, np.log(3.0)], [-np.log(3.0), 1.0]])
    out, _ = sigmoid_forward(x)
    assert_close(
        out, np.array([[0.5, 0.75], [0.25, 1 / (1 + np.exp(-1.0))]]), "sigmoid_forward: out"
    )
