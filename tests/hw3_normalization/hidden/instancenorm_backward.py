OK_FORMAT = False
name = "instancenorm_backward (hidden)"
depends = ["instancenorm_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng, uneven_images


@case(points=1)
def random_values(instancenorm_forward, instancenorm_backward, reference):
    """the gradients are right for other shapes and another eps"""
    random = rng()
    x = uneven_images(random, (3, 6, 4, 2))
    gamma, beta = random.standard_normal((2, 6))
    out, cache = instancenorm_forward(x, gamma, beta, {"eps": 3e-3})
    right, kept = reference.instancenorm_forward(x, gamma, beta, {"eps": 3e-3})
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix instancenorm_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = (
        instancenorm_backward(dout, cache),
        reference.instancenorm_backward(dout, kept),
    )
    for what, one, gradient in zip(("dx", "dgamma", "dbeta"), found, expected, strict=True):
        assert_close(one, gradient, f"instancenorm_backward: {what}")
