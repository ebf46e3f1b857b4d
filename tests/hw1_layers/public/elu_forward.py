OK_FORMAT = False
name = "elu_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(elu_forward):
    """computes alpha (exp(x) - 1) below 0"""
    x = np.array([[-np.log(2.0), 0.0, 3.0], [-np.log(4.0), 1.0, -1.0]])
    out, _ = elu_forward(x, 2.0)
    assert_close(
        out,
        np.array([[-1.0, 0.0, 3.0], [-1.5, 1.0, 2.0 * (np.exp(-1.0) - 1.0)]]),
        "elu_forward: out",
    )
