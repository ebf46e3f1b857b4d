OK_FORMAT = False
name = "tie_filters"
depends = ["transform_board"]
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(tie_filters):
    """the middle stays, the edges become their mean, and so do the corners"""
    w = np.array([[[[8.0, 1, 0], [2, 5, 3], [4, 6, 0]]]])  # equal axes: a filter is 3 x 3
    right = np.array([[[[3.0, 3, 3], [3, 5, 3], [3, 3, 3]]]])  # equal axes: a filter is 3 x 3
    assert_close(tie_filters(w), right, "tie_filters")
