OK_FORMAT = False
name = "max_pool_backward"
depends = ["max_pool_forward"]

import numpy as np

from autograder.checks import (
    Skipped,
    assert_close,
    assert_shape,
    assert_unchanged,
    case,
    check_gradient,
    rng,
)


def check(forward, backward, shape, height, width, stride):
    """All values of x differ by at least 0.1, so no step changes which one is the maximum."""
    x = 0.1 * rng().permutation(int(np.prod(shape))).reshape(shape)
    x[:, 0] -= 0.1 * x.size  # a channel of negative numbers
    pool_param = {"pool_height": height, "pool_width": width, "stride": stride}
    check_gradient(forward, backward, {"x": x, "pool_param": pool_param}, wrt=("x",))


@case(points=1)
def gradient(max_pool_forward, max_pool_backward):
    """dx agrees with the numeric gradient, for images of negative numbers too"""
    check(max_pool_forward, max_pool_backward, (2, 3, 4, 7), 2, 3, 2)


@case(points=0.5)
def overlapping(max_pool_forward, max_pool_backward):
    """dx is right where windows overlap"""
    check(max_pool_forward, max_pool_backward, (1, 2, 5, 7), 3, 2, 1)


@case(points=0.5)
def ties(max_pool_forward, max_pool_backward):
    """a tie shares out the upstream gradient of its window; what is left over gets none"""
    x = np.ones((2, 1, 4, 7))
    x[1, 0, 0, 2] = 2.0
    try:
        out, cache = max_pool_forward(x, {"pool_height": 2, "pool_width": 3, "stride": 3})
    except Exception:  # the forward loses its points for that, the backward does not
        out, cache = np.nan, None
    if np.shape(out) != (2, 1, 1, 2) or not np.allclose(out, [[[[1.0, 1.0]]], [[[2.0, 1.0]]]]):
        raise Skipped("fix max_pool_forward first")
    # equal axes: each number of dout shows where it went
    dout = np.array([1.0, 2.0, 4.0, 8.0]).reshape(2, 1, 1, 2)
    dx = max_pool_backward(dout, cache)
    assert_shape(dx, x.shape, "max_pool_backward: dx")
    # equal axes: of dout
    sums = dx[:, 0, :2, :6].reshape(2, 2, 2, 3).sum(axis=(1, 3))
    # equal axes: of dout
    assert_close(sums, dout.reshape(2, 2), "max_pool_backward: the sums of dx over the windows")
    reached = np.zeros(x.shape, bool)
    reached[0, :, :2, :6] = reached[1, :, :2, 3:6] = reached[1, :, 0, 2] = True
    wanted = np.where(reached, np.clip(dx, 0.0, 8.0), 0.0)
    assert_close(dx, wanted, "max_pool_backward: dx, next to the nearest shares of the maxima")


@case(points=0.5)
def dout_kept(max_pool_forward, max_pool_backward):
    """leaves dout and the cache as they were, and no other forward changes what it gives"""
    random = rng()
    x = random.standard_normal((2, 3, 4, 7))
    out, cache = max_pool_forward(x, {"pool_height": 2, "pool_width": 3, "stride": 1})
    if np.shape(out) != (2, 3, 3, 5):
        raise Skipped("fix max_pool_forward first")
    dout = random.standard_normal(np.shape(out))
    before = dout.copy()
    first = max_pool_backward(dout, cache)
    assert_unchanged(dout, before, "max_pool_backward: dout")
    again = max_pool_backward(dout, cache)
    assert_close(again, first, "max_pool_backward: dx of a second call with the same cache")
    max_pool_forward(-x, {"pool_height": 2, "pool_width": 3, "stride": 1})
    again = max_pool_backward(dout, cache)
    assert_close(again, first, "max_pool_backward: dx of a call after another forward")
