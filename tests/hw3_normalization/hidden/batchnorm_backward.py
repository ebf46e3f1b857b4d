OK_FORMAT = False
name = "batchnorm_backward (hidden)"
depends = ["batchnorm_forward"]

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng, uneven_rows


@case(points=1.5)
def gradient(batchnorm_forward, batchnorm_backward):
    """the gradients are right for another eps and a small batch"""
    random = rng()
    x = uneven_rows(random, 3, 4)
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train", "eps": 1e-2}}
    check_gradient(batchnorm_forward, batchnorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def shapes(batchnorm_forward, batchnorm_backward):
    """dgamma and dbeta have shape (D,) also for one feature"""
    random = rng()
    x = random.standard_normal((5, 1))
    inputs = {"x": x, "gamma": np.array([1.5]), "beta": np.zeros(1), "p": {"mode": "train"}}
    check_gradient(batchnorm_forward, batchnorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def cache_and_dout_kept(batchnorm_forward, batchnorm_backward):
    """leaves dout and the cache as they were"""
    random = rng()
    x, dout = random.standard_normal((2, 5, 3))
    before = dout.copy()
    _, cache = batchnorm_forward(x, np.ones(3), np.zeros(3), {"mode": "train"})
    first = batchnorm_backward(dout, cache)
    assert_unchanged(dout, before, "batchnorm_backward: dout")
    again = batchnorm_backward(dout, cache)
    for name, one, two in zip(("dx", "dgamma", "dbeta"), first, again, strict=True):
        assert_close(two, one, f"batchnorm_backward: {name} of a second call with the same cache")
