OK_FORMAT = False
name = "masked_gram"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(masked_gram):
    """is right on two channels and three pixels, of which two count"""
    feature = np.array([[[[1.0, 2.0, 5.0]], [[3.0, 0.0, 7.0]]]])
    right = np.array([[[2.5, 1.5], [1.5, 4.5]]])  # equal axes: two channels
    assert_close(masked_gram(feature, np.array([[1.0, 1.0, 0.0]])), right, "masked_gram")
