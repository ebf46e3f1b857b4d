OK_FORMAT = False
name = "sgd (hidden)"
depends = ["sequential"]

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=1)
def trains(SGD, Sequential, Linear, reference):
    """brings a loss down as the reference does"""

    def loss_after(nn, steps):
        random = rng()
        model = nn["Sequential"](nn["Linear"](3, 1, random))
        x = random.standard_normal((20, 3))
        y = x @ np.array([[1.0], [2.0], [3.0]])
        optimiser = nn["SGD"](model, 0.01, momentum=0.5)
        for _ in range(steps):
            error = model.forward(x) - y
            model.backward(error / len(x))
            optimiser.step()
        return float((error**2).mean())

    theirs = {"SGD": SGD, "Sequential": Sequential, "Linear": Linear}
    assert_close(loss_after(theirs, 30), loss_after(vars(reference), 30), "the loss")
