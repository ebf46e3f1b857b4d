OK_FORMAT = False
name = "spatial_batchnorm_backward (hidden)"
depends = ["spatial_batchnorm_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng, uneven_images


@case(points=1)
def random_values(spatial_batchnorm_forward, spatial_batchnorm_backward, reference):
    """the gradients are right for other shapes and another eps"""
    random = rng()
    x = uneven_images(random, (4, 6, 3, 2))
    gamma, beta = random.standard_normal((2, 6))
    out, cache = spatial_batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": 3e-3})
    right, kept = reference.spatial_batchnorm_forward(
        x, gamma, beta, {"mode": "train", "eps": 3e-3}
    )
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix spatial_batchnorm_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = (
        spatial_batchnorm_backward(dout, cache),
        reference.spatial_batchnorm_backward(dout, kept),
    )
    for what, one, gradient in zip(("dx", "dgamma", "dbeta"), found, expected, strict=True):
        assert_close(one, gradient, f"spatial_batchnorm_backward: {what}")
