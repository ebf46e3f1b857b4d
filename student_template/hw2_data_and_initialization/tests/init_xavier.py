OK_FORMAT = False
name = "init_xavier"
depends = ["fan_in"]

import numpy as np

from autograder.checks import assert_normal_scale, assert_shape, case, rng


@case(points=1)
def affine(init_xavier):
    """has mean 0 and std 1 / sqrt(fan_in) for an affine layer"""
    w = init_xavier((250, 400), rng("weights"))
    assert_shape(w, (250, 400), "init_xavier")
    assert_normal_scale(w, np.sqrt(1 / 250), "init_xavier of (250, 400)")


@case(points=1)
def conv(init_xavier):
    """has mean 0 and std 1 / sqrt(fan_in) for a convolution"""
    w = init_xavier((64, 32, 7, 7), rng("weights"))
    assert_shape(w, (64, 32, 7, 7), "init_xavier")
    assert_normal_scale(w, np.sqrt(1 / 1568), "init_xavier of (64, 32, 7, 7)")
