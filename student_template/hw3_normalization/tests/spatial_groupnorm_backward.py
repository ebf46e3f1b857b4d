OK_FORMAT = False
name = "spatial_groupnorm_backward"
depends = ["spatial_groupnorm_forward"]

import numpy as np

from autograder.checks import case, check_gradient, rng


def images(random, shape):
    """Images whose channels differ in scale and offset; the first channel varies little."""
    c = shape[1]
    x = random.standard_normal(shape) * np.linspace(1.0, 3.0, c).reshape(1, c, 1, 1)
    x += np.arange(c).reshape(1, c, 1, 1)
    x[:, 0] *= 0.02
    return x


@case(points=2)
def gradient(spatial_groupnorm_forward, spatial_groupnorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = images(random, (2, 4, 2, 3))
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "G": 2, "gn_param": {}}
    check_gradient(
        spatial_groupnorm_forward, spatial_groupnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )
