OK_FORMAT = False
name = "spatial_batchnorm_backward"
depends = ["spatial_batchnorm_forward"]

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
def gradient(spatial_batchnorm_forward, spatial_batchnorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = images(random, (2, 4, 2, 3))
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train"}}
    check_gradient(
        spatial_batchnorm_forward, spatial_batchnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )
