OK_FORMAT = False
name = "fan_in"

from autograder.checks import assert_close, case


@case(points=0.5)
def affine(fan_in):
    """is D for an affine layer (D, M)"""
    assert_close(fan_in((300, 40)), 300, "fan_in of (300, 40)")


@case(points=0.5)
def conv(fan_in):
    """is C * HH * WW for a convolution (F, C, HH, WW)"""
    assert_close(fan_in((64, 3, 5, 7)), 105, "fan_in of (64, 3, 5, 7)")
