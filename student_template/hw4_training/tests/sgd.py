OK_FORMAT = False
name = "sgd"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(sgd):
    """goes learning_rate times the gradient downhill"""
    w, dw = np.array([1.0, 2.0, -1.0]), np.array([10.0, 0.0, -2.0])
    assert_close(sgd(w, dw, {"learning_rate": 0.5})[0], np.array([-4.0, 2.0, 0.0]), "sgd: next_w")
    assert_close(sgd(w, dw, {"learning_rate": 0.0})[0], w, "sgd: next_w for a learning_rate of 0")
    assert_close(sgd(w, dw, {})[0], np.array([0.9, 2.0, -0.98]), "sgd: next_w by default")
