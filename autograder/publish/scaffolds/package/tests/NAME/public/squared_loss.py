OK_FORMAT = False
name = "squared_loss"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def by_hand(squared_loss):
    """is a quarter of 9 + 16 for two rows"""
    out, wanted = np.array([[3.0, 0.0, 0.0], [0.0, 4.0, 1.0]]), np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    loss, dout = squared_loss(out, wanted)
    assert_close(loss, 6.25, "squared_loss: loss")
    assert_close(dout, np.array([[1.5, 0.0, 0.0], [0.0, 2.0, 0.0]]), "squared_loss: dout")
