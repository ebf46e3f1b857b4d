OK_FORMAT = False
name = "confusion_matrix"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(confusion_matrix):
    """counts the truth by rows and the predictions by columns"""
    y, predicted = np.array([0, 0, 2, 1, 2, 2]), np.array([0, 1, 2, 1, 0, 2])
    right = np.array([[1, 1, 0], [0, 1, 0], [1, 0, 2]])
    assert_close(confusion_matrix(y, predicted, 3), right, "confusion_matrix")
