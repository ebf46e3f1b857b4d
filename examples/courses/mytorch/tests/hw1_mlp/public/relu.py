OK_FORMAT = False
name = "ReLU"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng

from shared.layers import check_layer


@case(points=1)
def forward(ReLU):
    """negative elements become 0, the others stay"""
    x = np.array([[-1.0, 2.0, 0.0], [3.0, -4.0, 0.5]])
    out = np.array([[0.0, 2.0, 0.0], [3.0, 0.0, 0.5]])
    before = x.copy()
    assert_close(ReLU().forward(x), out, "ReLU.forward: out")
    assert_unchanged(x, before, "ReLU.forward: x")


@case(points=1)
def backward(ReLU):
    """dx agrees with the numeric gradient"""
    x = rng().standard_normal((3, 4))
    check_layer(ReLU, {"x": x + np.sign(x)}, "ReLU")


@case(points=0.5)
def kink(ReLU):
    """the gradient at x = 0 is 0"""
    layer = ReLU()
    layer.forward(np.array([0.0, -2.0, 2.0]))
    dx = layer.backward(np.array([5.0, 6.0, 7.0]))
    assert_close(dx, np.array([0.0, 0.0, 7.0]), "ReLU.backward: dx")
