OK_FORMAT = False
name = "maxout_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1.5)
def values(maxout_forward):
    """takes the largest of the linear pieces"""
    x = np.array([[1.0, 2.0], [-1.0, 0.5]])
    w = np.array([[[1.0, -1.0, 0.0]], [[2.0, 0.0, 1.0]]])  # (2, 1, 3): one unit, three pieces
    b = np.array([[0.5, 0.0, -1.0]])
    out, _ = maxout_forward(x, w, b)  # pieces: 5.5, -1, 1 and 0.5, 1, -0.5
    assert_close(out, np.array([[5.5], [1.0]]), "maxout_forward: out")
