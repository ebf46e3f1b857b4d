OK_FORMAT = False
name = "content_loss"

import numpy as np

from autograder.checks import assert_close, case, check_loss_gradient, rng


@case(points=0.25)
def by_hand(content_loss):
    """is half the sum of the squares: (1 + 4 + 0 + 9) / 2 = 7"""
    feature = np.array([[[[1.0, 2.0]], [[3.0, 4.0]]]])  # equal axes: by hand
    target = np.array([[[[2.0, 0.0]], [[3.0, 1.0]]]])  # equal axes: by hand
    loss, dfeature = content_loss(feature, target)
    assert_close(loss, np.array(7.0), "content_loss: loss")
    right = np.array([[[[-1.0, 2.0]], [[0.0, 3.0]]]])  # equal axes: by hand
    assert_close(dfeature, right, "content_loss: dfeature")


@case(points=0.25)
def gradient(content_loss):
    """dfeature agrees with the numeric gradient"""
    feature, target = rng().standard_normal((2, 1, 3, 4, 5))
    check_loss_gradient(content_loss, {"feature": feature, "target": target}, "feature")
