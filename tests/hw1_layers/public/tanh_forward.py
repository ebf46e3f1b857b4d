OK_FORMAT = False
name = "tanh_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(tanh_forward):
    """computes the hyperbolic tangent of an x of any shape"""
    x = np.array([[0.0, np.log(2.0), 0.1], [-np.log(3.0), np.log(5.0), -np.log(2.0)]])
    t = np.array([[0.0, 0.6, 0.0996679946249558], [-0.8, 12 / 13, -0.6]])
    for shape in ((2, 3), (1, 2, 3, 1), (6,)):
        assert_close(tanh_forward(x.reshape(shape))[0], t.reshape(shape), "tanh_forward: out")


@case(points=0.5)
def far_out(tanh_forward):
    """is exact at x = -1000 and x = 1000"""
    out, _ = tanh_forward(np.array([-1000.0, -40.0, 0.0, 40.0, 1000.0]))
    expected = np.array([-1.0, -1.0, 0.0, 1.0, 1.0])
    assert_close(out, expected, "tanh_forward: out for large x", rtol=1e-6)


@case(points=0.5)
def input_kept(tanh_forward):
    """leaves x as it was"""
    x = rng().standard_normal((3, 4, 2))
    x[0, 1] = -1000.0, 1000.0
    before = x.copy()
    tanh_forward(x)
    assert_unchanged(x, before, "tanh_forward: x")
