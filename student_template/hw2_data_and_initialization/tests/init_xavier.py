OK_FORMAT = False
name = "init_xavier"
depends = ["fan_in"]

import numpy as np

from autograder.checks import (
    assert_close,
    assert_drawn,
    assert_normal_scale,
    assert_shape,
    case,
    rng,
)


@case(points=1)
def affine(init_xavier):
    """has mean 0 and std 1 / sqrt(fan_in) for an affine layer"""
    w = init_xavier((250, 400), rng("weights"))
    assert_shape(w, (250, 400), "init_xavier")
    assert_normal_scale(w, np.sqrt(1 / 250), "init_xavier of (250, 400)")


@case(points=1)
def conv(init_xavier):
    """has mean 0 and std 1 / sqrt(fan_in) for a convolution"""
    w = init_xavier((64, 32, 7, 8), rng("weights"))
    assert_shape(w, (64, 32, 7, 8), "init_xavier")
    assert_normal_scale(w, np.sqrt(1 / 1792), "init_xavier of (64, 32, 7, 8)")


@case(points=0.5)
def drawn_from_rng(init_xavier):
    """draws from the generator it is given, and only from it"""
    random = rng("weights")
    first, second = (init_xavier((250, 400), random) for _ in range(2))
    assert_drawn(first, second, "init_xavier")
    again = init_xavier((250, 400), rng("weights"))
    assert_close(again, first, "init_xavier with an equal generator")
