OK_FORMAT = False
name = "elu_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng, without_warnings


@case(points=1)
def values(elu_forward):
    """computes alpha (exp(x) - 1) below 0; alpha may be a whole number"""
    x = np.array([[-np.log(2.0), 0.0, 3.0], [-np.log(4.0), 1.0, -1.0]])
    expected = np.array([[-1.0, 0.0, 3.0], [-1.5, 1.0, 2.0 * (np.exp(-1.0) - 1.0)]])
    assert_close(elu_forward(x, 2.0)[0], expected, "elu_forward: out")
    out, _ = elu_forward(x.reshape(1, 2, 3, 1), 2)
    assert_close(out, expected.reshape(1, 2, 3, 1), "elu_forward: out")


@case(points=0.5)
def far_out(elu_forward):
    """is exact and silent at x = -1000 and x = 1000; alpha is 1 by default, or given by name"""
    x = np.array([-1000.0, -40.0, -1.0, 40.0, 1000.0])
    expected = np.array([-1.0, -1.0, np.exp(-1.0) - 1.0, 40.0, 1000.0])
    out, _ = without_warnings(elu_forward)(x)
    assert_close(out, expected, "elu_forward: out for large x")
    out, _ = elu_forward(x, alpha=0.5)
    expected[:3] *= 0.5
    assert_close(out, expected, "elu_forward: out for large x and alpha=0.5, given by name")


@case(points=0.5)
def input_kept(elu_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4, 2))
    x[0, 1] = -1000.0, 1000.0
    before = x.copy()
    elu_forward(x)
    assert_unchanged(x, before, "elu_forward: x")
