OK_FORMAT = False
name = "maxout_backward (hidden)"
depends = ["maxout_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(maxout_forward, maxout_backward, reference):
    """the gradients are right for other numbers of units and pieces"""
    random = rng()
    arguments = [random.standard_normal(shape) for shape in ((5, 4), (4, 3, 2), (3, 2))]
    (out, cache), (right, kept) = maxout_forward(*arguments), reference.maxout_forward(*arguments)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix maxout_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = maxout_backward(dout, cache), reference.maxout_backward(dout, kept)
    for what, one, gradient in zip(("dx", "dw", "db"), found, expected, strict=True):
        assert_close(one, gradient, f"maxout_backward: {what}")
