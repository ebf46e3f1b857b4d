OK_FORMAT = False
name = "layernorm_backward"
depends = ["layernorm_forward"]

import numpy as np

from autograder.checks import case, check_gradient, rng


def rows(random, n=6, d=5):
    """A batch whose first feature varies little and whose second lies far from 0."""
    x = random.standard_normal((n, d)) * np.linspace(1.0, 3.0, d)
    x[:, 0] *= 0.02
    x[:, 1] += 20.0
    return x


@case(points=2)
def gradient(layernorm_forward, layernorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = rows(random, 4, 6)
    x[0, 2:] *= 0.01
    gamma, beta = random.standard_normal((2, 6))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "ln_param": {}}
    check_gradient(layernorm_forward, layernorm_backward, inputs, wrt=("x", "gamma", "beta"))
