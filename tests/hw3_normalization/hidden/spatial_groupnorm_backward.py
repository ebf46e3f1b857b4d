OK_FORMAT = False
name = "spatial_groupnorm_backward (hidden)"
depends = ["spatial_groupnorm_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng, uneven_images


@case(points=1)
def random_values(spatial_groupnorm_forward, spatial_groupnorm_backward, reference):
    """the gradients are right for other shapes and another eps"""
    random = rng()
    x = uneven_images(random, (4, 6, 5, 7))
    gamma, beta = random.standard_normal((2, 6))
    out, cache = spatial_groupnorm_forward(x, gamma, beta, 2, {"eps": 3e-3})
    right, kept = reference.spatial_groupnorm_forward(x, gamma, beta, 2, {"eps": 3e-3})
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix spatial_groupnorm_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = (
        spatial_groupnorm_backward(dout, cache),
        reference.spatial_groupnorm_backward(dout, kept),
    )
    for what, one, gradient in zip(("dx", "dgamma", "dbeta"), found, expected, strict=True):
        assert_close(one, gradient, f"spatial_groupnorm_backward: {what}")
