OK_FORMAT = False
name = "gram_matrix"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(gram_matrix):
    """is right on an image of two channels and three pixels"""
    feature = np.array([[[[1.0, 2.0, 0.0]], [[3.0, 0.0, 1.0]]]])
    right = np.array([[[5.0, 3.0], [3.0, 10.0]]])  # equal axes: two channels
    assert_close(gram_matrix(feature), right, "gram_matrix")
