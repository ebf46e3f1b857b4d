OK_FORMAT = False
name = "confusion_matrix (hidden)"

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(confusion_matrix, reference):
    """is right where classes never come, or come often"""
    random = rng()
    y, predicted = random.integers(0, 5, 300), random.integers(1, 7, 300)
    found = confusion_matrix(y, predicted, 8)
    assert_close(found, reference.confusion_matrix(y, predicted, 8), "confusion_matrix")
    assert_close(confusion_matrix(y[:1], y[:1], 5)[y[0], y[0]], np.int64(1), "confusion_matrix")
