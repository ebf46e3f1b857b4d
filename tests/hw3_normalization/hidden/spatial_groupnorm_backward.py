OK_FORMAT = False
name = "spatial_groupnorm_backward (hidden)"
depends = ["spatial_groupnorm_forward"]

import numpy as np

from autograder.checks import assert_unchanged, case, check_gradient, rng, uneven_images


@case(points=1)
def gradient(spatial_groupnorm_forward, spatial_groupnorm_backward):
    """the gradients are right for another eps and other shapes"""
    random = rng()
    x = uneven_images(random, (3, 6, 3, 2))
    gamma, beta = random.standard_normal((2, 6))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "G": 3, "gn_param": {"eps": 1e-2}}
    check_gradient(
        spatial_groupnorm_forward, spatial_groupnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )


@case(points=0.5)
def dout_kept(spatial_groupnorm_forward, spatial_groupnorm_backward):
    """leaves the upstream gradient as it was"""
    random = rng()
    x, dout = random.standard_normal((2, 2, 4, 2, 3))
    before = dout.copy()
    _, cache = spatial_groupnorm_forward(x, np.ones(4), np.zeros(4), 2, {})
    spatial_groupnorm_backward(dout, cache)
    assert_unchanged(dout, before, "spatial_groupnorm_backward: dout")
