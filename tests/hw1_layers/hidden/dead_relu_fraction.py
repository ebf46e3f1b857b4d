OK_FORMAT = False
name = "dead_relu_fraction (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def images(dead_relu_fraction):
    """counts channels of images"""
    activations = np.zeros((3, 4, 2, 2))
    activations[1, 0, 1, 0] = activations[2, 3, 0, 1] = activations[0, 1] = 1.5
    assert_close(dead_relu_fraction(activations), 0.25, "dead_relu_fraction of images")


@case(points=0.5)
def none_dead(dead_relu_fraction):
    """is 0 where every unit is alive once, however seldom"""
    activations = np.diag(rng().uniform(1e-9, 1.0, 6))
    assert_close(dead_relu_fraction(activations), 0.0, "dead_relu_fraction")
