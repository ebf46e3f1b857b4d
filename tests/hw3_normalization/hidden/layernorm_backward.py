OK_FORMAT = False
name = "layernorm_backward (hidden)"
depends = ["layernorm_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng, uneven_rows


@case(points=1)
def random_values(layernorm_forward, layernorm_backward, reference):
    """the gradients are right for other shapes and another eps"""
    random = rng()
    x = uneven_rows(random, 5, 7)
    gamma, beta = random.standard_normal((2, 7))
    out, cache = layernorm_forward(x, gamma, beta, {"eps": 3e-3})
    right, kept = reference.layernorm_forward(x, gamma, beta, {"eps": 3e-3})
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix layernorm_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = layernorm_backward(dout, cache), reference.layernorm_backward(dout, kept)
    for what, one, gradient in zip(("dx", "dgamma", "dbeta"), found, expected, strict=True):
        assert_close(one, gradient, f"layernorm_backward: {what}")
