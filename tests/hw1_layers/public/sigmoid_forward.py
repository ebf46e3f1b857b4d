OK_FORMAT = False
name = "sigmoid_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng, without_warnings


@case(points=1)
def values(sigmoid_forward):
    """computes 1 / (1 + exp(-x)) for an x of any shape"""
    x = np.array([[0.0, np.log(3.0), 1.0], [-np.log(3.0), np.log(4.0), -np.log(9.0)]])
    s = np.array([[0.5, 0.75, 1 / (1 + np.exp(-1.0))], [0.25, 0.8, 0.1]])
    for shape in ((2, 3), (1, 2, 3, 1), (6,)):
        assert_close(sigmoid_forward(x.reshape(shape))[0], s.reshape(shape), "sigmoid_forward: out")


@case(points=0.5)
def far_out(sigmoid_forward):
    """is exact and silent at x = -1000 and x = 1000"""
    out, _ = without_warnings(sigmoid_forward)(np.array([-1000.0, -20.0, 0.0, 40.0, 1000.0]))
    expected = np.array([0.0, np.exp(-20.0), 0.5, 1.0, 1.0])
    assert_close(out, expected, "sigmoid_forward: out for large x", rtol=1e-6)


@case(points=0.5)
def input_kept(sigmoid_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4, 2))
    x[0, 1] = -1000.0, 1000.0
    before = x.copy()
    sigmoid_forward(x)
    assert_unchanged(x, before, "sigmoid_forward: x")
