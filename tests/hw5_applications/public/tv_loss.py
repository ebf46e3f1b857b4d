OK_FORMAT = False
name = "tv_loss"

import numpy as np

from autograder.checks import assert_close, case, check_loss_gradient, rng


@case(points=0.25)
def by_hand(tv_loss):
    """is 26 down and 73 across on two rows of pixels, 1 3 4 and 2 0 8"""
    image = np.array([[[[1.0, 3.0, 4.0], [2.0, 0.0, 8.0]]]])
    loss, _ = tv_loss(image)
    assert_close(loss, np.array(99.0), "tv_loss: loss")


@case(points=0.25)
def gradient(tv_loss):
    """dimage agrees with the numeric gradient"""
    check_loss_gradient(tv_loss, {"image": rng().standard_normal((1, 3, 4, 5))}, "image")
