OK_FORMAT = False
name = "layernorm_backward"
depends = ["layernorm_forward"]

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng, uneven_rows


@case(points=1.5)
def gradient(layernorm_forward, layernorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_rows(random, 4, 6)
    x[0, 2:] *= 0.01
    gamma, beta = random.standard_normal((2, 6))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "ln_param": {}}
    check_gradient(layernorm_forward, layernorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def other_eps(layernorm_forward, layernorm_backward):
    """the gradients are right for another eps, also where gamma is 0"""
    random = rng()
    x = uneven_rows(random, 5, 3)
    gamma, beta = random.standard_normal((2, 3))
    gamma[1] = 0.0
    inputs = {"x": x, "gamma": gamma, "beta": beta, "ln_param": {"eps": 1e-2}}
    check_gradient(layernorm_forward, layernorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.25)
def other_batches(layernorm_forward, layernorm_backward):
    """the gradients are right for one example, and for as many as there are features"""
    random = rng()
    for n in (1, 4):
        x, (gamma, beta) = uneven_rows(random, n, 4), random.standard_normal((2, 4))
        inputs = {"x": x, "gamma": gamma, "beta": beta, "ln_param": {}}
        check_gradient(layernorm_forward, layernorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.25)
def cache_and_dout_kept(layernorm_forward, layernorm_backward):
    """leaves dout and the cache as they were, and goes by the cache that it is given"""
    random = rng()
    x, dout = random.standard_normal((2, *(4, 3)))
    gamma, beta = random.standard_normal((2, 3))
    before = dout.copy()
    _, cache = layernorm_forward(x, gamma, beta, {})
    first = layernorm_backward(dout, cache)
    assert_unchanged(dout, before, "layernorm_backward: dout")
    again = layernorm_backward(dout.copy(), cache)
    layernorm_forward(3 * x[::-1], gamma, beta, {})  # other calls, of which the cache knows nothing
    layernorm_forward(x[:2], gamma, beta, {})
    last = layernorm_backward(dout, cache)
    for when, found in (("a second call with the same cache", again), ("one after others", last)):
        for what, one, two in zip(("dx", "dgamma", "dbeta"), first, found, strict=True):
            assert_close(two, one, f"layernorm_backward: {what} of {when}")
