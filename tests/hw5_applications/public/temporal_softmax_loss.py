OK_FORMAT = False
name = "temporal_softmax_loss"

import numpy as np

from autograder.checks import assert_close, case, check_loss_gradient, rng

Y = np.array([[1, 4, 0], [3, 3, 2]])
MASK = np.array([[True, True, False], [True, True, True]])


@case(points=0.25)
def of_guessing(temporal_softmax_loss):
    """is log V a step where all scores are equal: summed up over a sequence, the mean over them"""
    loss, _ = temporal_softmax_loss(np.full((2, 3, 6), 0.5), Y, MASK)
    assert_close(loss, 5 / 2 * np.log(6.0), "temporal_softmax_loss: loss")


@case(points=0.25)
def gradient(temporal_softmax_loss):
    """dx agrees with the numeric gradient"""
    inputs = {"x": rng().standard_normal((2, 3, 6)), "y": Y, "mask": MASK}
    check_loss_gradient(temporal_softmax_loss, inputs, "x")
