OK_FORMAT = False
name = "conv_backward (hidden)"
depends = ["conv_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=1)
def random_values(conv_forward, conv_backward, reference):
    """the gradients are right for other shapes with stride 2"""
    check(conv_forward, conv_backward, reference, (1, 2, 5, 7), (4, 2, 3, 5), 2, 1)


@case(points=0.5)
def left_over(conv_forward, conv_backward, reference):
    """the gradients are right where the windows do not reach the last row"""
    check(conv_forward, conv_backward, reference, (1, 2, 6, 5), (7, 2, 3, 4), 2, 0)


def check(conv_forward, conv_backward, reference, shape, filters, stride, pad):
    random = rng()
    arrays = [random.standard_normal(s) for s in (shape, filters, filters[:1])]
    arguments = [*arrays, {"stride": stride, "pad": pad}]
    right, kept = reference.conv_forward(*arguments)
    try:
        out, cache = conv_forward(*arguments)
    except Exception:  # the forward loses a point for that, the backward does not
        out, cache = np.nan, None
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix conv_forward first")
    dout = random.standard_normal(right.shape[::-1]).T
    found, expected = conv_backward(dout, cache), reference.conv_backward(dout, kept)
    for what, one, gradient in zip(("dx", "dw", "db"), found, expected, strict=True):
        assert_close(one, gradient, f"conv_backward: {what}")
