OK_FORMAT = False
name = "softplus_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case


@case(points=1)
def by_hand(softplus_forward):
    """is log(2) at 0 and log(4) at log(3)"""
    out, _ = softplus_forward(np.array([[0.0, np.log(3.0)]]))
    assert_close(out, np.array([[np.log(2.0), np.log(4.0)]]), "softplus_forward: out")


@case(points=1)
def large(softplus_forward):
    """does not overflow"""
    x = np.array([-1000.0, 1000.0])
    out, _ = softplus_forward(x)
    assert_close(out, np.array([0.0, 1000.0]), "softplus_forward: out")
    assert_unchanged(x, np.array([-1000.0, 1000.0]), "softplus_forward: x")
