OK_FORMAT = False
name = "kl_divergence"

import numpy as np

from autograder.checks import assert_close, case, check_loss_gradient, rng


def by_mean(kl_divergence):
    """The divergence with its gradient by the mean alone."""

    def loss(mean, logvar):
        kl, dmean, _ = kl_divergence(mean, logvar)
        return kl, dmean

    loss.__name__ = "kl_divergence"
    return loss


def by_logvar(kl_divergence):
    """The divergence with its gradient by logvar alone."""

    def loss(mean, logvar):
        kl, _, dlogvar = kl_divergence(mean, logvar)
        return kl, dlogvar

    loss.__name__ = "kl_divergence"
    return loss


@case(points=0.25)
def by_hand(kl_divergence):
    """is 0 for N(0, 1), and sums up over latent numbers, the mean over images"""
    kl, dmean, dlogvar = kl_divergence(np.zeros((3, 2)), np.zeros((3, 2)))
    assert_close(kl, 0.0, "kl_divergence: kl of N(0, 1)")
    assert_close(dmean, np.zeros((3, 2)), "kl_divergence: dmean of N(0, 1)")
    assert_close(dlogvar, np.zeros((3, 2)), "kl_divergence: dlogvar of N(0, 1)")
    mean = np.array([[1.0, 2.0, 0.0], [0.0, 0.0, 3.0]])
    logvar = np.log(np.array([[1.0, 1.0, 2.0], [1.0, 4.0, 1.0]]))
    kl, _, _ = kl_divergence(mean, logvar)
    right = (1 + 4 + (1 - np.log(2.0)) + (3 - np.log(4.0)) + 9) / 2 / 2
    assert_close(kl, right, "kl_divergence: kl")


@case(points=0.25)
def gradients(kl_divergence):
    """dmean and dlogvar agree with the numeric gradient"""
    mean, logvar = rng().standard_normal((2, 4, 3))
    inputs = {"mean": mean, "logvar": logvar}
    check_loss_gradient(by_mean(kl_divergence), inputs, "mean")
    check_loss_gradient(by_logvar(kl_divergence), inputs, "logvar")
