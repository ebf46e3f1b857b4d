OK_FORMAT = False
name = "logistic_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=2)
def values(logistic_loss, reference):
    """is right on random data"""
    random = rng()
    theta, x, y = random.standard_normal(3), random.standard_normal((7, 3)), np.ones(7)
    y[::2] = 0.0
    for got, right in zip(logistic_loss(theta, x, y), reference.logistic_loss(theta, x, y)):
        assert_close(got, right, "logistic_loss")
