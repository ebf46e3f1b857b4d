OK_FORMAT = False
name = "tta_probabilities"
depends = ["predict", "shift_images", "ensemble_probabilities"]

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(tta_probabilities):
    """is the mean of the predictions for the shifted images"""
    config = {"input": (1, 1, 2), "conv": [], "hidden": [], "classes": 2}
    config |= {"batchnorm": False, "init": "he", "keep": 1.0}
    params = {"W1": np.log(np.array([[3.0, 1.0], [1.0, 4.0]])), "b1": np.zeros(2)}
    X = np.array([[[[1.0, 0.0]]]])  # as it is: 3/4; moved right: 1/5; moved left: 1/2
    found = tta_probabilities(params, {}, X, config, [(0, 0), (0, 1), (0, -1)])
    mean = (3 / 4 + 1 / 5 + 1 / 2) / 3
    assert_close(found, np.array([[mean, 1 - mean]]), "tta_probabilities")
