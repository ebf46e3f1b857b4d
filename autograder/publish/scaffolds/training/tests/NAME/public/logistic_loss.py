OK_FORMAT = False
name = "logistic_loss"

import numpy as np

from autograder.checks import assert_close, case

X, Y = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]]), np.array([1.0, 0.0])


@case(points=1)
def at_zero(logistic_loss):
    """is log(2) at theta = 0, where each example is pulled by half"""
    loss, gradient = logistic_loss(np.zeros(3), X, Y)
    assert_close(loss, np.log(2.0), "logistic_loss: loss")
    assert_close(gradient, np.array([-0.25, 0.75, -0.5]), "logistic_loss: gradient")


@case(points=1)
def far(logistic_loss):
    """does not overflow"""
    loss, gradient = logistic_loss(np.array([-1000.0, 1000.0, 0.0]), X, Y)
    assert_close(loss, 2000.0, "logistic_loss: loss")
    assert_close(gradient, np.array([-0.5, 1.5, -1.0]), "logistic_loss: gradient")
