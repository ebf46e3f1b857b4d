OK_FORMAT = False
name = "train"
depends = ["logistic_loss"]

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=2)
def steps(train, logistic_loss):
    """makes a step a batch, and a last one with the rest"""
    random = rng()
    x, y = random.standard_normal((5, 3)), np.array([1.0, 0.0, 1.0, 1.0, 0.0])
    theta, wanted = np.zeros(3), np.zeros(3)
    for part in (slice(0, 2), slice(2, 4), slice(4, 5)):
        wanted = wanted - 0.5 * logistic_loss(wanted, x[part], y[part])[1]
    train(theta, x, y, 0.5, 2)
    assert_close(theta, wanted, "train: theta")


@case(points=1)
def learns(train, logistic_loss):
    """separates two clouds in ten passes"""
    random = rng()
    y = np.repeat([1.0, 0.0], 20)
    x = random.standard_normal((40, 2)) + 3.0 * (2.0 * y - 1.0)[:, None]
    theta, order = np.zeros(2), random.permutation(40)
    for _ in range(10):
        train(theta, x[order], y[order], 0.5, 8)
    loss = logistic_loss(theta, x, y)[0]
    assert loss < 0.1, f"train: the loss after ten passes is {loss:.3g}, expected less than 0.1"
