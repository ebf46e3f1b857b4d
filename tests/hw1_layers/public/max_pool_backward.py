OK_FORMAT = False
name = "max_pool_backward"
depends = ["max_pool_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, assert_unchanged, case, check_gradient, rng


def check(forward, backward, shape, height, width, stride):
    """All values of x differ by at least 0.1, so no step changes which one is the maximum."""
    x = 0.1 * rng().permutation(int(np.prod(shape))).reshape(shape)
    pool_param = {"pool_height": height, "pool_width": width, "stride": stride}
    check_gradient(forward, backward, {"x": x, "pool_param": pool_param}, wrt=("x",))


@case(points=1)
def gradient(max_pool_forward, max_pool_backward):
    """dx agrees with the numeric gradient"""
    check(max_pool_forward, max_pool_backward, (2, 3, 4, 7), 2, 3, 2)


@case(points=0.5)
def overlapping(max_pool_forward, max_pool_backward):
    """dx is right where windows overlap"""
    check(max_pool_forward, max_pool_backward, (1, 2, 5, 7), 3, 2, 1)


@case(points=0.5)
def ties(max_pool_forward, max_pool_backward):
    """a tie shares out the upstream gradient: it is not handed to every maximum in full"""
    x = np.ones((1, 1, 4, 6))
    out, cache = max_pool_forward(x, {"pool_height": 2, "pool_width": 3, "stride": 3})
    if np.shape(out) != (1, 1, 1, 2):
        raise Skipped("fix max_pool_forward first")
    dx = np.asarray(max_pool_backward(np.array([[[[1.0, 2.0]]]]), cache))
    assert_close(dx[..., :3].sum(), 1.0, "max_pool_backward: the sum of dx over a tied window")
    assert_close(dx[..., 3:].sum(), 2.0, "max_pool_backward: the sum of dx over a tied window")


@case(points=0.5)
def dout_kept(max_pool_forward, max_pool_backward):
    """leaves dout and the cache as they were"""
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
