OK_FORMAT = False
name = "instancenorm_forward (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


def images(random, shape):
    """Images whose channels differ in scale and offset; the first channel varies little."""
    c = shape[1]
    x = random.standard_normal(shape) * np.linspace(1.0, 3.0, c).reshape(1, c, 1, 1)
    x += np.arange(c).reshape(1, c, 1, 1)
    x[:, 0] *= 0.02
    return x


@case(points=1)
def random_values(instancenorm_forward, reference):
    """is right for random images, also with another eps"""
    random = rng()
    for shape, param in (((3, 4, 2, 5), {}), ((3, 3, 4, 4), {"eps": 1e-2})):
        x = images(random, shape)
        gamma, beta = random.standard_normal((2, shape[1]))
        expected, _ = reference.instancenorm_forward(x, gamma, beta, dict(param))
        out, _ = instancenorm_forward(x, gamma, beta, dict(param))
        assert_close(out, expected, "instancenorm_forward: out")
