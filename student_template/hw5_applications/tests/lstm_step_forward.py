OK_FORMAT = False
name = "lstm_step_forward"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(lstm_step_forward):
    """keeps a share of the old cell and takes in a share of the new one"""
    b = np.log(np.array([1.0, 3.0, 4.0, 1.0]))  # sigmoid: 1/2, 3/4, 4/5
    b[3] = np.arctanh(0.5)
    zeros = np.zeros((1, 1))
    next_h, next_c, _ = lstm_step_forward(
        zeros, zeros, np.array([[2.0]]), np.zeros((1, 4)), np.zeros((1, 4)), b
    )
    # 3/4 of the old cell, and half of what is new: 1/2
    assert_close(next_c, np.array([[1.75]]), "lstm_step_forward: next_c")
    assert_close(next_h, np.array([[0.8 * np.tanh(1.75)]]), "lstm_step_forward: next_h")
