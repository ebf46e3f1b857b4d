OK_FORMAT = False
name = "average_weights"
bonus = True

import numpy as np

from autograder.checks import assert_dict_close, case


@case(points=0.5)
def by_hand(average_weights):
    """is the mean of every parameter"""
    members = [{"W1": np.array([[1.0, 3.0]]), "b1": np.array([k])} for k in (1.0, 2.0, 6.0)]
    right = {"W1": np.array([[1.0, 3.0]]), "b1": np.array([3.0])}
    assert_dict_close(average_weights(members), right, "average_weights")
