OK_FORMAT = False
name = "Tanh"

import numpy as np

from autograder.checks import assert_close, case, rng

from shared.layers import check_layer


@case(points=0.5)
def forward(Tanh):
    """the hyperbolic tangent"""
    x = np.array([0.0, np.log(2.0), -np.log(3.0)])
    assert_close(Tanh().forward(x), np.array([0.0, 0.6, -0.8]), "Tanh.forward: out")


@case(points=1)
def backward(Tanh):
    """dx agrees with the numeric gradient"""
    check_layer(Tanh, {"x": rng().standard_normal((3, 4))}, "Tanh")
