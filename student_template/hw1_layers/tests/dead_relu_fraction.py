OK_FORMAT = False
name = "dead_relu_fraction"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(dead_relu_fraction):
    """counts the units that are 0 for every example"""
    activations = np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 2.0, 0.0], [0.0, 3.0, 0.0, 0.0]])
    assert_close(dead_relu_fraction(activations), 0.5, "dead_relu_fraction")
