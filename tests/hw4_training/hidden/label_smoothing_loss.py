OK_FORMAT = False
name = "label_smoothing_loss (hidden)"
bonus = True

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=1)
def random_values(label_smoothing_loss, reference):
    """is right for large scores, and for an amount of 0"""
    random = rng()
    for amount, scale in ((0.0, 1.0), (0.1, 1.0), (0.3, 1000.0)):
        x, y = scale * random.standard_normal((5, 4)), random.integers(0, 4, 5)
        loss, dx = label_smoothing_loss(x, y, amount)
        right, right_dx = reference.label_smoothing_loss(x, y, amount)
        assert_close(float(loss), float(right), "label_smoothing_loss: loss")
        assert_close(np.asarray(dx), right_dx, "label_smoothing_loss: dx")
