OK_FORMAT = False
name = "batchnorm_backward_alt"
depends = ["batchnorm_forward"]

import numpy as np

from autograder.checks import case, check_gradient, rng


def rows(random, n=6, d=5):
    """A batch whose first feature varies little and whose second lies far from 0."""
    x = random.standard_normal((n, d)) * np.linspace(1.0, 3.0, d)
    x[:, 0] *= 0.02
    x[:, 1] += 20.0
    return x


@case(points=1.5)
def gradient(batchnorm_forward, batchnorm_backward_alt):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = rows(random)
    gamma, beta = random.standard_normal((2, 5))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train"}}
    check_gradient(batchnorm_forward, batchnorm_backward_alt, inputs, wrt=("x", "gamma", "beta"))
