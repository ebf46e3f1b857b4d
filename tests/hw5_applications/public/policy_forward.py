OK_FORMAT = False
name = "policy_forward"
depends = ["convolution_ready"]

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(policy_forward):
    """a single filter that counts own stones in atari around a point, times 2, plus p"""
    w = np.zeros((1, 8, 3, 3))  # equal axes: a filter is 3 x 3
    w[0, 0] = 1.0
    params = {"W1": w, "b1": np.array([-1.0]), "w": np.full((1, 1, 1, 1), 2.0)}
    params["p"] = np.arange(9.0)
    planes = np.zeros((1, 8, 3, 3))  # equal axes: a board
    planes[0, 0] = [[1, 1, 0], [0, 0, 0], [0, 0, 1]]
    scores, _ = policy_forward(params, planes)
    around = np.array([[1.0, 1, 0, 1, 2, 1, 0, 0, 0]])  # one less, and at least 0
    assert_close(scores, 2 * around + np.arange(9.0), "policy_forward: scores")
