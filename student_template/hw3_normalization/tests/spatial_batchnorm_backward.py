OK_FORMAT = False
name = "spatial_batchnorm_backward"
depends = ["spatial_batchnorm_forward"]

from autograder.checks import (
    assert_close,
    assert_unchanged,
    case,
    check_gradient,
    rng,
    uneven_images,
)


@case(points=1.5)
def gradient(spatial_batchnorm_forward, spatial_batchnorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_images(random, (2, 4, 3, 5))
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train"}}
    check_gradient(
        spatial_batchnorm_forward, spatial_batchnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )


@case(points=0.5)
def other_eps(spatial_batchnorm_forward, spatial_batchnorm_backward):
    """the gradients are right for another eps, also where gamma is 0"""
    random = rng()
    x = uneven_images(random, (6, 3, 5, 2))
    gamma, beta = random.standard_normal((2, 3))
    gamma[1] = 0.0
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train", "eps": 1e-2}}
    check_gradient(
        spatial_batchnorm_forward, spatial_batchnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )


@case(points=0.5)
def cache_and_dout_kept(spatial_batchnorm_forward, spatial_batchnorm_backward):
    """leaves dout and the cache as they were, and goes by its own cache; dout may be a view"""
    random = rng()
    x, dout = random.standard_normal((2, *(3, 2, 5, 4))).transpose(
        0, 1, 4, 2, 3
    )  # views, as layers give
    gamma, beta = random.standard_normal((2, 4))
    before = dout.copy()
    _, cache = spatial_batchnorm_forward(x, gamma, beta, {"mode": "train"})
    first = spatial_batchnorm_backward(dout, cache)
    assert_unchanged(dout, before, "spatial_batchnorm_backward: dout")
    again = spatial_batchnorm_backward(dout.copy(), cache)
    spatial_batchnorm_forward(
        3 * x[::-1], gamma, beta, {"mode": "train"}
    )  # other calls, of which the cache knows nothing
    spatial_batchnorm_forward(x[:2], gamma, beta, {"mode": "train"})
    last = spatial_batchnorm_backward(dout, cache)
    for when, found in (("a second call with the same cache", again), ("one after others", last)):
        for what, one, two in zip(("dx", "dgamma", "dbeta"), first, found, strict=True):
            assert_close(two, one, f"spatial_batchnorm_backward: {what} of {when}")
