OK_FORMAT = False
name = "affine_backward"
depends = ["affine_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng


@case(points=1.5)
def gradient(affine_forward, affine_backward):
    """dx, dw and db agree with the numeric gradient"""
    random = rng()
    x = random.standard_normal((4, 2, 3))
    w = random.standard_normal((6, 5))
    b = random.standard_normal(5)
    check_gradient(affine_forward, affine_backward, {"x": x, "w": w, "b": b}, wrt=("x", "w", "b"))


@case(points=0.5)
def by_hand(affine_forward, affine_backward):
    """one example and one output, as in the hand-out; two examples, inputs and outputs"""
    x, w, b = np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([5.0])
    found = affine_backward(np.array([[1.0]]), affine_forward(x, w, b)[1])
    expected = np.array([[3.0, 4.0]]), np.array([[1.0], [2.0]]), np.array([1.0])
    for what, one, right in zip(("dx", "dw", "db"), found, expected, strict=True):
        assert_close(one, right, f"affine_backward: {what}")
    x, w, b = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [2.0, 1.0]]), np.zeros(2)
    found = affine_backward(np.array([[1.0, 2.0], [-1.0, -2.0]]), affine_forward(x, w, b)[1])
    dx, dw = np.array([[1.0, 4.0], [-1.0, -4.0]]), np.array([[-2.0, -4.0], [-2.0, -4.0]])
    for what, one, right in zip(("dx", "dw", "db"), found, (dx, dw, np.zeros(2)), strict=True):
        assert_close(one, right, f"affine_backward: {what} for N = D = M")


@case(points=0.5)
def dout_kept(affine_forward, affine_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    random = rng()
    x, w, b, dout = (random.standard_normal(s) for s in ((3, 5), (5, 2), (2,), (3, 2)))
    before = dout.copy()
    _, cache = affine_forward(x, w, b)
    first = affine_backward(dout, cache)
    assert_unchanged(dout, before, "affine_backward: dout")
    for what, one, two in zip(("dx", "dw", "db"), first, affine_backward(dout, cache), strict=True):
        assert_close(two, one, f"affine_backward: {what} of a second call with the same cache")
    affine_forward(2 * x, -w, b)
    for what, one, two in zip(("dx", "dw", "db"), first, affine_backward(dout, cache), strict=True):
        assert_close(two, one, f"affine_backward: {what} of a call after another forward")
