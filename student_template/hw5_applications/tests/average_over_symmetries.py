OK_FORMAT = False
name = "average_over_symmetries"
depends = ["policy_forward", "transform_board"]
bonus = True

import numpy as np
from shared.policies import drawn_policy, drawn_positions

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def turned(average_over_symmetries, transform_board):
    """are probabilities, and those of a turned board are the turned probabilities"""
    random = rng()
    params = drawn_policy(random, (3, 4), 5)
    planes = drawn_positions(random, 2, 5)["planes"].astype(float)
    found = average_over_symmetries(params, planes)
    assert_close(found.sum(axis=1), np.ones(2), "average_over_symmetries: sums")
    for k in range(8):
        again = average_over_symmetries(params, transform_board(planes, k))
        right = transform_board(found.reshape(2, 5, 5), k).reshape(2, 25)  # equal axes: a board
        assert_close(again, right, f"average_over_symmetries of planes turned by {k}")
