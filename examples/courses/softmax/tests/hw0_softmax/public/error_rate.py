OK_FORMAT = False
name = "error_rate"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def by_hand(error_rate):
    """is the share of the rows that are wrong"""
    Z = np.array(
        [[1.0, 2.0, 0.0], [3.0, -1.0, 0.0], [0.0, 0.5, 4.0], [0.0, -1.0, -2.0], [5.0, 5.0, 1.0]]
    )
    assert_close(error_rate(Z, np.array([1, 0, 0, 0, 1])), 0.4, "error_rate")
    assert_close(error_rate(Z, np.array([1, 0, 2, 0, 0])), 0.0, "error_rate where all is right")
