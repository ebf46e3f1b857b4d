OK_FORMAT = False
name = "max_pool_backward (hidden)"
depends = ["max_pool_forward"]

import numpy as np

from autograder.checks import assert_close, case, check_gradient, rng


@case(points=1)
def gradient(max_pool_forward, max_pool_backward):
    """dx is right where windows overlap"""
    random = rng()
    # all values differ by at least 0.1, so no step changes which one is the maximum
    x = 0.1 * random.permutation(70).reshape(1, 2, 5, 7)
    pool_param = {"pool_height": 3, "pool_width": 2, "stride": 1}
    inputs = {"x": x, "pool_param": pool_param}
    check_gradient(max_pool_forward, max_pool_backward, inputs, wrt=("x",))


@case(points=0.5)
def ties(max_pool_forward, max_pool_backward):
    """a tie shares out the upstream gradient: it is not handed to every maximum in full"""
    x = np.ones((1, 1, 2, 4))
    _, cache = max_pool_forward(x, {"pool_height": 2, "pool_width": 2, "stride": 2})
    dx = np.asarray(max_pool_backward(np.array([[[[1.0, 2.0]]]]), cache))
    assert_close(dx[..., :2].sum(), 1.0, "max_pool_backward: the sum of dx over a tied window")
    assert_close(dx[..., 2:].sum(), 2.0, "max_pool_backward: the sum of dx over a tied window")
