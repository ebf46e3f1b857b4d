OK_FORMAT = False
name = "softmax_loss"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_loss_gradient, rng


@case(points=0.5)
def loss_value(softmax_loss):
    """the loss is the mean of -log p over the batch, of one example, of as many as classes"""
    x = np.log(np.array([[1.0, 2.0, 1.0], [3.0, 3.0, 2.0], [1.0, 1.0, 6.0]]))
    loss, _ = softmax_loss(x[:2], np.array([1, 2]))
    assert_close(loss, (np.log(2) + np.log(4)) / 2, "softmax_loss: loss")
    loss, dx = softmax_loss(np.zeros((1, 2)), np.array([0]))
    assert_close(loss, np.log(2), "softmax_loss: loss by hand")
    assert_close(dx, np.array([[-0.5, 0.5]]), "softmax_loss: dx by hand")
    loss, _ = softmax_loss(x, np.array([1, 2, 2]))
    assert_close(loss, np.log(2 * 4 / 0.75) / 3, "softmax_loss: loss for N = C")


@case(points=1)
def gradient(softmax_loss):
    """dx agrees with the numeric gradient"""
    random = rng()
    inputs = {"x": random.standard_normal((4, 5)), "y": np.array([3, 0, 4, 1])}
    check_loss_gradient(softmax_loss, inputs, "x")


@case(points=0.5)
def stable(softmax_loss):
    """scores of a thousand neither overflow nor underflow"""
    x = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1000.0, -2000.0]])
    expected = np.array([[1.0, 0.0, -1.0], [-0.5, 0.5, 0.0]]) / 2
    loss, dx = softmax_loss(x, np.array([2, 0]))
    assert_close(loss, 1000 + np.log(2) / 2, "softmax_loss: loss")
    assert_close(dx, expected, "softmax_loss: dx")


@case(points=0.5)
def inputs_kept(softmax_loss):
    """leaves the scores and the labels as they were"""
    x, y = rng().standard_normal((3, 4)), np.array([0, 3, 1])
    before = x.copy(), y.copy()
    softmax_loss(x, y)
    assert_unchanged(x, before[0], "softmax_loss: x")
    assert_unchanged(y, before[1], "softmax_loss: y")
