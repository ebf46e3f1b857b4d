OK_FORMAT = False
name = "softmax_loss"

import numpy as np

from autograder.checks import assert_close, case, check_loss_gradient, rng


@case(points=1)
def loss_value(softmax_loss):
    """the loss is the mean of -log p over the batch"""
    x = np.log(np.array([[1.0, 2.0, 1.0], [3.0, 3.0, 2.0]]))
    loss, _ = softmax_loss(x, np.array([1, 2]))
    assert_close(loss, (np.log(2) + np.log(4)) / 2, "softmax_loss: loss")


@case(points=1)
def gradient(softmax_loss):
    """dx agrees with the numeric gradient"""
    random = rng()
    inputs = {"x": random.standard_normal((4, 5)), "y": random.integers(0, 5, 4)}
    check_loss_gradient(softmax_loss, inputs, "x")
