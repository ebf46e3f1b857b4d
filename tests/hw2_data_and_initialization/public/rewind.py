OK_FORMAT = False
name = "rewind"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(rewind):
    """survivors get their initial values back, the others are 0"""
    initial, trained = np.array([0.1, -0.2, 0.3]), np.array([1.0, 0.01, -2.0])
    mask = np.array([True, False, True])
    assert_close(rewind(initial, trained, mask), np.array([0.1, 0.0, 0.3]), "rewind")
