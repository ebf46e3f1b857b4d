OK_FORMAT = False
name = "Sigmoid"

import numpy as np

from autograder.checks import assert_close, case, rng, without_warnings

from shared.layers import check_layer


@case(points=1)
def forward(Sigmoid):
    """1 / (1 + exp(-x))"""
    x = np.array([[0.0, np.log(3.0)], [-np.log(3.0), np.log(9.0)]])
    out = np.array([[0.5, 0.75], [0.25, 0.9]])
    assert_close(Sigmoid().forward(x), out, "Sigmoid.forward: out")


@case(points=0.5)
def stable(Sigmoid):
    """is 0 and 1 at -1000 and 1000, without a warning"""
    forward = without_warnings(Sigmoid().forward)
    assert_close(forward(np.array([-1000.0, 1000.0])), np.array([0.0, 1.0]), "Sigmoid.forward: out")


@case(points=1)
def backward(Sigmoid):
    """dx agrees with the numeric gradient"""
    check_layer(Sigmoid, {"x": rng().standard_normal((3, 4))}, "Sigmoid")
