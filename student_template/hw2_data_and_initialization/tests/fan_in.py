OK_FORMAT = False
name = "fan_in"

import numpy as np

from autograder.checks import CheckFailure, assert_close, case


@case(points=0.5)
def affine(fan_in):
    """is D for an affine layer (D, M), an int"""
    found = fan_in((300, 40))
    assert_close(found, 300, "fan_in of (300, 40)")
    if not isinstance(found, int | np.integer):
        raise CheckFailure("fan_in should return an int.")


@case(points=0.5)
def conv(fan_in):
    """is C * HH * WW for a convolution (F, C, HH, WW), of one pixel too"""
    assert_close(fan_in((64, 3, 5, 7)), 105, "fan_in of (64, 3, 5, 7)")
    assert_close(fan_in((9, 4, 1, 1)), 4, "fan_in of (9, 4, 1, 1)")
