OK_FORMAT = False
name = "spatial_groupnorm_backward"
depends = ["spatial_groupnorm_forward"]

from autograder.checks import (
    assert_close,
    assert_unchanged,
    case,
    check_gradient,
    rng,
    uneven_images,
)


@case(points=1.5)
def gradient(spatial_groupnorm_forward, spatial_groupnorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_images(random, (4, 6, 5, 2))
    gamma, beta = random.standard_normal((2, 6))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "G": 3, "gn_param": {}}
    check_gradient(
        spatial_groupnorm_forward, spatial_groupnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )


@case(points=0.5)
def other_eps(spatial_groupnorm_forward, spatial_groupnorm_backward):
    """the gradients are right for another eps, also where gamma is 0"""
    random = rng()
    x = uneven_images(random, (5, 8, 1, 3))
    gamma, beta = random.standard_normal((2, 8))
    gamma[1] = 0.0
    inputs = {"x": x, "gamma": gamma, "beta": beta, "G": 2, "gn_param": {"eps": 1e-2}}
    check_gradient(
        spatial_groupnorm_forward, spatial_groupnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )


@case(points=0.5)
def cache_and_dout_kept(spatial_groupnorm_forward, spatial_groupnorm_backward):
    """leaves dout and the cache as they were, and goes by its own cache; dout may be a view"""
    random = rng()
    x, dout = random.standard_normal((2, *(4, 5, 2, 6))).transpose(
        0, 1, 4, 2, 3
    )  # views, as layers give
    x = x.copy()  # what the forward makes of a view is its own question
    gamma, beta = random.standard_normal((2, 6))
    before = dout.copy()
    _, cache = spatial_groupnorm_forward(x, gamma, beta, 3, {})
    first = spatial_groupnorm_backward(dout, cache)
    assert_unchanged(dout, before, "spatial_groupnorm_backward: dout")
    again = spatial_groupnorm_backward(dout.copy(), cache)
    spatial_groupnorm_forward(
        3 * x[::-1], gamma, beta, 3, {}
    )  # other calls, of which the cache knows nothing
    spatial_groupnorm_forward(x[:2], gamma, beta, 3, {})
    last = spatial_groupnorm_backward(dout, cache)
    for when, found in (("a second call with the same cache", again), ("one after others", last)):
        for what, one, two in zip(("dx", "dgamma", "dbeta"), first, found, strict=True):
            assert_close(two, one, f"spatial_groupnorm_backward: {what} of {when}")
