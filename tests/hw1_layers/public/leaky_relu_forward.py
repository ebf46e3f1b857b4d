OK_FORMAT = False
name = "leaky_relu_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(leaky_relu_forward):
    """keeps what is positive and multiplies the rest by alpha"""
    x = np.array([[-2.0, 0.0, 3.0], [-0.5, 1.0, -10.0]])
    expected = np.array([[-0.5, 0.0, 3.0], [-0.125, 1.0, -2.5]])
    assert_close(leaky_relu_forward(x, 0.25)[0], expected, "leaky_relu_forward: out")
    out, _ = leaky_relu_forward(x.reshape(1, 2, 3, 1), 0.25)
    assert_close(out, expected.reshape(1, 2, 3, 1), "leaky_relu_forward: out")


@case(points=0.5)
def alphas(leaky_relu_forward):
    """takes 0.01 for alpha by default, 0 where 0 is given, and alpha by its name"""
    x, what = np.array([-3.0, 2.0]), "leaky_relu_forward: out"
    assert_close(leaky_relu_forward(x)[0], np.array([-0.03, 2.0]), f"{what} by default")
    assert_close(leaky_relu_forward(x, 0)[0], np.array([0.0, 2.0]), f"{what} for alpha = 0")
    out, _ = leaky_relu_forward(x, alpha=0.5)
    assert_close(out, np.array([-1.5, 2.0]), f"{what} for alpha=0.5, given by name")


@case(points=0.5)
def input_kept(leaky_relu_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4, 2))
    x[0, 1] = -1000.0, 1000.0
    before = x.copy()
    leaky_relu_forward(x)
    assert_unchanged(x, before, "leaky_relu_forward: x")
