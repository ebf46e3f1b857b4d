OK_FORMAT = False
name = "bernoulli_loss"

import numpy as np

from autograder.checks import assert_close, case, check_loss_gradient, rng


@case(points=0.25)
def by_hand(bernoulli_loss):
    """is minus the log probability, summed up over pixels, the mean over images"""
    logits = np.log(np.array([[3.0, 1.0, 1 / 3], [1.0, 4.0, 1.0]]))
    x = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.5]])
    # the pixels have the probabilities 3/4, 1/2, 3/4; 1/2, 1/5, 1/2
    right = -np.log([0.75, 0.5, 0.75, 0.5, 0.2, 0.5]).sum() / 2
    assert_close(bernoulli_loss(logits, x)[0], right, "bernoulli_loss: loss")


@case(points=0.25)
def gradient(bernoulli_loss):
    """dlogits agrees with the numeric gradient"""
    random = rng()
    logits, x = random.standard_normal((4, 5)), random.uniform(0.0, 1.0, (4, 5))
    check_loss_gradient(bernoulli_loss, {"logits": logits, "x": x}, "logits")
