OK_FORMAT = False
name = "max_pool_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(max_pool_forward):
    """takes the maximum of each 2 x 2 window of the lecture's example"""
    x = np.array([[3.0, 0, 0, 4], [0, 2, 5, 1], [3, 8, 2, 4], [1, 0, 1, 0]])[None, None]
    out, _ = max_pool_forward(x, {"pool_height": 2, "pool_width": 2, "stride": 2})
    assert_close(out, np.array([[[[3.0, 5.0], [8.0, 4.0]]]]), "max_pool_forward: out")


@case(points=0.5)
def overlapping(max_pool_forward):
    """windows may overlap and need not be square; channels and images do not mix"""
    x = np.array([[1.0, 9, 2, 3, 0], [4, 5, 6, 7, 1], [8, 0, -1, -2, -3], [-9, -7, -6, -4, -5]])
    batch = np.stack([np.stack([x, x - 10, 2 * x])] * 2)
    batch[1] += 0.5  # (2, 3, 4, 5)
    out, _ = max_pool_forward(batch, {"stride": 1, "pool_width": 3, "pool_height": 2})
    one = np.array([[9.0, 9, 7], [8, 7, 7], [8, 0, -1]])
    expected = np.stack([np.stack([one, one - 10, 2 * one])] * 2)
    expected[1] += 0.5
    assert_close(out, expected, "max_pool_forward: out")


@case(points=0.5)
def left_over(max_pool_forward):
    """leaves rows and columns over at the end that no whole window reaches"""
    x = np.arange(56.0).reshape(1, 1, 8, 7)
    out, _ = max_pool_forward(x, {"pool_height": 3, "pool_width": 2, "stride": 3})
    assert_close(out, np.array([[[[15.0, 18], [36, 39]]]]), "max_pool_forward: out for stride 3")
    out, _ = max_pool_forward(x, {"stride": 2, "pool_width": 2, "pool_height": 2})
    assert_close(out, x[..., 1::2, 1:6:2], "max_pool_forward: out for 2 x 2 windows")


@case(points=0.5)
def inputs_kept(max_pool_forward):
    """leaves x and pool_param as they were"""
    x, param = rng().standard_normal((2, 3, 4, 5)), {"pool_height": 2, "pool_width": 3, "stride": 1}
    before, same = x.copy(), dict(param)
    max_pool_forward(x, param)
    assert_unchanged(x, before, "max_pool_forward: x")
    assert_unchanged(param, same, "max_pool_forward: pool_param")
