OK_FORMAT = False
name = "layernorm_backward (hidden)"
depends = ["layernorm_forward"]

import numpy as np

from autograder.checks import assert_unchanged, case, check_gradient, rng, uneven_rows


@case(points=1)
def gradient(layernorm_forward, layernorm_backward):
    """the gradients are right for another eps and a square batch"""
    random = rng()
    x = uneven_rows(random, 5, 5)
    gamma, beta = random.standard_normal((2, 5))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "ln_param": {"eps": 1e-2}}
    check_gradient(layernorm_forward, layernorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def dout_kept(layernorm_forward, layernorm_backward):
    """leaves the upstream gradient as it was"""
    x, dout = rng().standard_normal((2, 4, 3))
    before = dout.copy()
    _, cache = layernorm_forward(x, np.ones(3), np.zeros(3), {})
    layernorm_backward(dout, cache)
    assert_unchanged(dout, before, "layernorm_backward: dout")
