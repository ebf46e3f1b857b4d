OK_FORMAT = False
name = "dead_relu_fraction"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=0.5)
def values(dead_relu_fraction):
    """counts the units that are 0 for every example"""
    activations = np.array([[0.0, 1, 0, 0, 0], [0, 0, 2, 0, 0], [0, 3, 0, 0, 4]])
    assert_close(dead_relu_fraction(activations), 0.4, "dead_relu_fraction")


@case(points=0.5)
def images(dead_relu_fraction):
    """counts channels of images"""
    activations = np.zeros((3, 5, 2, 4))
    activations[0, 1] = activations[1, 4] = 1.5
    activations[0, [0, 3], 1, 0] = activations[1, 1, 0, 2] = activations[2, [1, 3, 4], 0, 1] = 0.5
    assert_close(dead_relu_fraction(activations), 0.2, "dead_relu_fraction of images")


@case(points=0.5)
def barely_alive(dead_relu_fraction):
    """is 0 where every unit is alive once, however little; leaves the activations as they were"""
    activations = np.zeros((4, 3, 1, 2))
    activations[[2, 0, 3], [0, 1, 2], 0, [1, 0, 1]] = (1e-12, 1e-300, 1.0)
    before = activations.copy()
    assert_close(dead_relu_fraction(activations), 0.0, "dead_relu_fraction")
    assert_unchanged(activations, before, "dead_relu_fraction: activations")
