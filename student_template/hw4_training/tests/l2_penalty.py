OK_FORMAT = False
name = "l2_penalty"

import numpy as np

from autograder.checks import assert_close, assert_dict_close, case

PARAMS = {
    "W1": np.array([[1.0, -2.0, 0.0]]),
    "b1": np.array([5.0, 1.0, 2.0]),
    "gamma1": np.array([1.0, 3.0, 1.0]),
    "beta1": np.array([1.0, 0.0, 1.0]),
    "W2": np.array([[3.0, 0.0], [1.0, 1.0], [2.0, -2.0]]),
    "b2": np.array([7.0, 1.0]),
}


@case(points=0.5)
def value(l2_penalty):
    """is half the strength times the sum of the squared weights"""
    penalty, _ = l2_penalty(PARAMS, 0.1)
    assert_close(penalty, 0.05 * (5.0 + 19.0), "l2_penalty: penalty")


@case(points=0.5)
def gradients(l2_penalty):
    """the gradient is strength times W, for the weights only"""
    _, grads = l2_penalty(PARAMS, 0.1)
    right = {"W1": 0.1 * PARAMS["W1"], "W2": 0.1 * PARAMS["W2"]}
    assert_dict_close(grads, right, "l2_penalty: grads")
