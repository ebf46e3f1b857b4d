OK_FORMAT = False
name = "top_k_accuracy"

import numpy as np

from autograder.checks import assert_close, case

SCORES = np.array([[5.0, 4.0, 3.0, 2.0], [1.0, 9.0, 1.0, 2.0], [0.0, 7.0, 6.0, 5.0]])
LEGAL = np.array([[True, True, True, True], [True, True, True, True], [True, False, True, False]])
MOVES = np.array([1, 0, 2])


@case(points=0.5)
def by_hand(top_k_accuracy):
    """places 2, 3 and 1: a tie does not count against a move, nor does an illegal move"""
    for k, right in ((1, 1 / 3), (2, 2 / 3), (3, 1.0)):
        found = top_k_accuracy(SCORES, MOVES, LEGAL, k)
        assert_close(float(found), right, f"top_k_accuracy with k = {k}")
