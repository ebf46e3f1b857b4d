OK_FORMAT = False
name = "prelu_backward (hidden)"
depends = ["prelu_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(prelu_forward, prelu_backward, reference):
    """the gradients are right for rows with a slope a feature"""
    random = rng()
    arguments = random.standard_normal((5, 4)), np.array([0.25, 0.1, -0.3, 1.9])
    (out, cache), (right, kept) = prelu_forward(*arguments), reference.prelu_forward(*arguments)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix prelu_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = prelu_backward(dout, cache), reference.prelu_backward(dout, kept)
    for what, one, gradient in zip(("dx", "dalpha"), found, expected, strict=True):
        assert_close(one, gradient, f"prelu_backward: {what}")
