OK_FORMAT = False
name = "max_pool_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(max_pool_forward):
    """takes the maximum of each 2 x 2 window of the lecture's example"""
    x = np.array([[3.0, 0, 0, 4], [0, 2, 5, 1], [3, 8, 2, 4], [1, 0, 1, 0]])[None, None]
    out, _ = max_pool_forward(x, {"pool_height": 2, "pool_width": 2, "stride": 2})
    assert_close(out, np.array([[[[3.0, 5.0], [8.0, 4.0]]]]), "max_pool_forward: out")


@case(points=0.5)
def overlapping(max_pool_forward):
    """windows may overlap and need not be square"""
    x = np.array([[1.0, 9, 2, 3], [4, 5, 6, 7], [8, 0, -1, -2]])[None, None]
    out, _ = max_pool_forward(x, {"pool_height": 2, "pool_width": 3, "stride": 1})
    assert_close(out, np.array([[[[9.0, 9.0], [8.0, 7.0]]]]), "max_pool_forward: out")
