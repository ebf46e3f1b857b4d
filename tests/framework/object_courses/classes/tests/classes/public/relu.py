OK_FORMAT = False
name = "relu"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def both_ways(ReLU):
    """cuts off what is negative, and its gradient"""
    layer = ReLU()
    out = layer.forward(np.array([[-1.0, 2.0, 0.0], [3.0, -4.0, 0.5]]))
    assert_close(out, np.array([[0.0, 2.0, 0.0], [3.0, 0.0, 0.5]]), "out")
    dx = layer.backward(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    assert_close(dx, np.array([[0.0, 2.0, 0.0], [4.0, 0.0, 6.0]]), "dx")
