OK_FORMAT = False
name = "max_pool_backward (hidden)"
depends = ["max_pool_forward"]

import numpy as np

from autograder.checks import Skipped, assert_close, case, rng


@case(points=0.5)
def random_values(max_pool_forward, max_pool_backward, reference):
    """dx is right for other windows"""
    random = rng()
    param = {"pool_height": 3, "pool_width": 4, "stride": 1}
    x = random.standard_normal((2, 1, 6, 8))
    right, kept = reference.max_pool_forward(x, param)
    out, cache = max_pool_forward(x, dict(param))
    if np.shape(out) != right.shape or not np.allclose(out, right):
        raise Skipped("fix max_pool_forward first")
    dout = random.standard_normal(right.shape)
    expected = reference.max_pool_backward(dout, kept)
    assert_close(max_pool_backward(dout, cache), expected, "max_pool_backward: dx")
