OK_FORMAT = False
name = "instancenorm_backward"
depends = ["instancenorm_forward"]

from autograder.checks import (
    assert_close,
    assert_unchanged,
    case,
    check_gradient,
    rng,
    uneven_images,
)


@case(points=1.5)
def gradient(instancenorm_forward, instancenorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_images(random, (2, 4, 3, 5))
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "in_param": {}}
    check_gradient(instancenorm_forward, instancenorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def other_eps(instancenorm_forward, instancenorm_backward):
    """the gradients are right for another eps, also where gamma is 0"""
    random = rng()
    x = uneven_images(random, (6, 3, 2, 5))
    gamma, beta = random.standard_normal((2, 3))
    gamma[1] = 0.0
    inputs = {"x": x, "gamma": gamma, "beta": beta, "in_param": {"eps": 1e-2}}
    check_gradient(instancenorm_forward, instancenorm_backward, inputs, wrt=("x", "gamma", "beta"))


@case(points=0.5)
def cache_and_dout_kept(instancenorm_forward, instancenorm_backward):
    """leaves dout and the cache as they were, and goes by its own cache; dout may be a view"""
    random = rng()
    x, dout = random.standard_normal((2, *(3, 2, 5, 4))).transpose(
        0, 1, 4, 2, 3
    )  # views, as layers give
    gamma, beta = random.standard_normal((2, 4))
    before = dout.copy()
    _, cache = instancenorm_forward(x, gamma, beta, {})
    first = instancenorm_backward(dout, cache)
    assert_unchanged(dout, before, "instancenorm_backward: dout")
    again = instancenorm_backward(dout.copy(), cache)
    instancenorm_forward(
        3 * x[::-1], gamma, beta, {}
    )  # other calls, of which the cache knows nothing
    instancenorm_forward(x[:2], gamma, beta, {})
    last = instancenorm_backward(dout, cache)
    for when, found in (("a second call with the same cache", again), ("one after others", last)):
        for what, one, two in zip(("dx", "dgamma", "dbeta"), first, found, strict=True):
            assert_close(two, one, f"instancenorm_backward: {what} of {when}")
