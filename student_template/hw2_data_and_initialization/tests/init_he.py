OK_FORMAT = False
name = "init_he"
depends = ["fan_in"]

import numpy as np

from autograder.checks import assert_normal_scale, assert_shape, case, rng


@case(points=1)
def affine(init_he):
    """has mean 0 and std sqrt(2 / fan_in) for an affine layer"""
    w = init_he((250, 400), rng("weights"))
    assert_shape(w, (250, 400), "init_he")
    assert_normal_scale(w, np.sqrt(2 / 250), "init_he of (250, 400)")


@case(points=1)
def conv(init_he):
    """has mean 0 and std sqrt(2 / fan_in) for a convolution"""
    w = init_he((64, 32, 7, 7), rng("weights"))
    assert_shape(w, (64, 32, 7, 7), "init_he")
    assert_normal_scale(w, np.sqrt(2 / 1568), "init_he of (64, 32, 7, 7)")
