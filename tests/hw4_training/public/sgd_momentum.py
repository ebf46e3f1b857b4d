OK_FORMAT = False
name = "sgd_momentum"

import numpy as np

from autograder.checks import assert_close, case

W, DW = np.array([1.0, 2.0, -1.0]), np.array([10.0, 0.0, -2.0])


@case(points=0.5)
def first_step(sgd_momentum):
    """begins like gradient descent"""
    next_w, _ = sgd_momentum(W, DW, {"learning_rate": 0.5})
    assert_close(next_w, np.array([-4.0, 2.0, 0.0]), "sgd_momentum: next_w after one step")
    still, _ = sgd_momentum(W, DW, {"learning_rate": 0.0})
    assert_close(still, W, "sgd_momentum: next_w for a learning_rate of 0")


@case(points=0.5)
def second_step(sgd_momentum):
    """goes on with 0.9 of the velocity, which comes back in the config"""
    w, config = sgd_momentum(W, DW, {"learning_rate": 0.5})
    w, config = sgd_momentum(w, np.array([1.0, 1.0, 0.0]), config)
    assert_close(w, np.array([-9.0, 1.5, 0.9]), "sgd_momentum: next_w after two steps")
    velocity = config.get("velocity")
    assert_close(velocity, np.array([-5.0, -0.5, 0.9]), "sgd_momentum: config['velocity']")
