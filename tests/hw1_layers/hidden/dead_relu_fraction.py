OK_FORMAT = False
name = "dead_relu_fraction (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(dead_relu_fraction, reference):
    """is right for rows and images of many units"""
    random = rng()
    for shape in ((6, 20), (3, 8, 2, 4)):
        activations = np.maximum(0, random.standard_normal(shape) - 1)
        activations[:, ::3] = 0
        expected = reference.dead_relu_fraction(activations)
        assert_close(dead_relu_fraction(activations), expected, "dead_relu_fraction")
