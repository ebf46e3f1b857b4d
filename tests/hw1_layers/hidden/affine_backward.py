OK_FORMAT = False
name = "affine_backward (hidden)"
depends = ["affine_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=1)
def random_values(affine_forward, affine_backward, reference):
    """the gradients are right for images and one output"""
    random = rng()
    shapes = (3, 2, 4, 5), (40, 1), (1,)
    arguments = [random.standard_normal(shape) for shape in shapes]
    (out, cache), (right, kept) = affine_forward(*arguments), reference.affine_forward(*arguments)
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix affine_forward first")
    dout = random.standard_normal(right.shape)
    found, expected = affine_backward(dout, cache), reference.affine_backward(dout, kept)
    for what, one, gradient in zip(("dx", "dw", "db"), found, expected, strict=True):
        assert_close(one, gradient, f"affine_backward: {what}")
