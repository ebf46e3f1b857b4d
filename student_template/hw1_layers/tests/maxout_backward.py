OK_FORMAT = False
name = "maxout_backward"
depends = ["maxout_forward"]

import numpy as np

from autograder.checks import (
    assert_close,
    assert_unchanged,
    case,
    check_gradient,
    pieces_apart,
    rng,
)


@case(points=1.5)
def gradient(maxout_forward, maxout_backward):
    """dx, dw and db agree with the numeric gradient"""
    random = rng()
    x, w, b = pieces_apart(random, 5, 4, 2, 3)
    w[:, :, 0] += random.permutation(4)[:, None]
    w[:, :, 1] -= random.permutation(4)[:, None]
    inputs = {"x": x, "w": w, "b": b}
    check_gradient(maxout_forward, maxout_backward, inputs, wrt=("x", "w", "b"))
    square = dict(zip("xwb", pieces_apart(random, 2, 2, 2, 2), strict=True))
    check_gradient(maxout_forward, maxout_backward, square, wrt=("x", "w", "b"))


@case(points=0.5)
def ties(maxout_forward, maxout_backward):
    """a tie shares out the upstream gradient: it is not handed to every piece in full"""
    x, w, b = np.array([[1.0, -2.0]]), np.ones((2, 3, 4)), np.zeros((3, 4))
    _, cache = maxout_forward(x, w, b)
    dx, dw, db = maxout_backward(np.array([[1.0, 2.0, 4.0]]), cache)
    shares, what = np.array([1.0, 2.0, 4.0]), "over tied pieces"
    assert_close(np.sum(db, axis=1), shares, f"maxout_backward: the sum of db {what}")
    wanted = np.array([[1.0, 2.0, 4.0], [-2.0, -4.0, -8.0]])
    assert_close(np.sum(dw, axis=2), wanted, f"maxout_backward: the sum of dw {what}")
    assert_close(dx, np.array([[7.0, 7.0]]), f"maxout_backward: dx {what}")


@case(points=0.5)
def dout_kept(maxout_forward, maxout_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    random = rng()
    x, w, b, dout = (random.standard_normal(s) for s in ((5, 3), (3, 4, 2), (4, 2), (5, 4)))
    before = dout.copy()
    _, cache = maxout_forward(x, w, b)
    first = maxout_backward(dout, cache)
    assert_unchanged(dout, before, "maxout_backward: dout")
    for what, one, two in zip(("dx", "dw", "db"), first, maxout_backward(dout, cache), strict=True):
        assert_close(two, one, f"maxout_backward: {what} of a second call with the same cache")
    maxout_forward(-x, -w, b)
    for what, one, two in zip(("dx", "dw", "db"), first, maxout_backward(dout, cache), strict=True):
        assert_close(two, one, f"maxout_backward: {what} of a call after another forward")
