OK_FORMAT = False
name = "batchnorm_backward_alt (hidden)"
depends = ["batchnorm_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng, uneven_rows


@case(points=0.5)
def random_values(batchnorm_forward, batchnorm_backward_alt, reference):
    """the gradients are right for other shapes and another eps"""
    random = rng()
    x = uneven_rows(random, 7, 4)
    gamma, beta = random.standard_normal((2, 4))
    out, cache = batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": 3e-3})
    right, kept = reference.batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": 3e-3})
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix batchnorm_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = (
        batchnorm_backward_alt(dout, cache),
        reference.batchnorm_backward_alt(dout, kept),
    )
    for what, one, gradient in zip(("dx", "dgamma", "dbeta"), found, expected, strict=True):
        assert_close(one, gradient, f"batchnorm_backward_alt: {what}")
