OK_FORMAT = False
name = "batchnorm_backward"
depends = ["batchnorm_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng, uneven_rows


@case(points=2.5)
def gradient(batchnorm_forward, batchnorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_rows(random, 6, 5)
    gamma, beta = random.standard_normal((2, 5))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train"}}
    check_gradient(batchnorm_forward, batchnorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def other_eps(batchnorm_forward, batchnorm_backward):
    """the gradients are right for another eps, also where gamma is 0"""
    random = rng()
    x = uneven_rows(random, 3, 4)
    gamma, beta = random.standard_normal((2, 4))
    gamma[1] = 0.0
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train", "eps": 1e-2}}
    check_gradient(batchnorm_forward, batchnorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def one_feature(batchnorm_forward, batchnorm_backward):
    """dgamma and dbeta have shape (D,) also for one feature; dx sums to 0"""
    x, gamma, beta = np.array([[1.0], [3.0], [8.0]]), np.array([1.5]), np.array([0.25])
    _, cache = batchnorm_forward(x, gamma, beta, {"mode": "train"})
    dx, dgamma, dbeta = batchnorm_backward(np.array([[1.0], [-2.0], [4.0]]), cache)
    std = np.sqrt(26 / 3 + 1e-5)
    assert_close(dgamma, np.array([15.0]) / std, "batchnorm_backward: dgamma")
    assert_close(dbeta, np.array([3.0]), "batchnorm_backward: dbeta")
    assert_close(np.sum(dx), 0.0, "batchnorm_backward: the sum of dx", atol=1e-9)


@case(points=0.5)
def cache_and_dout_kept(batchnorm_forward, batchnorm_backward):
    """leaves dout and the cache as they were, and goes by the cache that it is given"""
    random = rng()
    x, dout = random.standard_normal((2, *(5, 3)))
    gamma, beta = random.standard_normal((2, 3))
    before = dout.copy()
    _, cache = batchnorm_forward(x, gamma, beta, {"mode": "train"})
    first = batchnorm_backward(dout, cache)
    assert_unchanged(dout, before, "batchnorm_backward: dout")
    again = batchnorm_backward(dout.copy(), cache)
    batchnorm_forward(
        3 * x[::-1], gamma, beta, {"mode": "train"}
    )  # other calls, of which the cache knows nothing
    batchnorm_forward(x[:2], gamma, beta, {"mode": "train"})
    last = batchnorm_backward(dout, cache)
    for when, found in (("a second call with the same cache", again), ("one after others", last)):
        for what, one, two in zip(("dx", "dgamma", "dbeta"), first, found, strict=True):
            assert_close(two, one, f"batchnorm_backward: {what} of {when}")
