OK_FORMAT = False
name = "ensemble_probabilities"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def by_hand(ensemble_probabilities):
    """is the mean of the probabilities"""
    members = [
        np.array([[0.9, 0.1, 0.0]]),
        np.array([[0.3, 0.6, 0.1]]),
        np.array([[0.3, 0.5, 0.2]]),
    ]
    found = ensemble_probabilities(members)
    assert_close(found, np.array([[0.5, 0.4, 0.1]]), "ensemble_probabilities")
