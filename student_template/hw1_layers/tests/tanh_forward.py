OK_FORMAT = False
name = "tanh_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(tanh_forward):
    """computes the hyperbolic tangent"""
    x = np.array([[0.0, np.log(2.0)], [-np.log(3.0), 0.1]])
    out, _ = tanh_forward(x)
    assert_close(out, np.array([[0.0, 0.6], [-0.8, 0.0996679946249558]]), "tanh_forward: out")
