OK_FORMAT = False
name = "rnn_step_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(rnn_step_forward):
    """is tanh(x Wx + prev_h Wh + b)"""
    x, prev_h = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]]), np.array([[0.5], [-2.0]])
    Wx, Wh, b = np.array([[0.5], [-0.25], [0.125]]), np.array([[2.0]]), np.array([0.25])
    next_h, _ = rnn_step_forward(x, prev_h, Wx, Wh, b)
    # 0.5 - 0.5 + 1 + 0.25 and 0.25 + 0.375 - 4 + 0.25
    assert_close(next_h, np.tanh(np.array([[1.25], [-3.125]])), "rnn_step_forward: next_h")
