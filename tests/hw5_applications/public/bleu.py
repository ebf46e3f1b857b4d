OK_FORMAT = False
name = "bleu"
bonus = True

import numpy as np

from autograder.checks import assert_close, case

RIGHT = np.array([[3, 4, 5, 2, 0, 0], [6, 3, 4, 5, 7, 2]])


@case(points=0.25)
def precision(bleu):
    """counts runs of words over all captions, each at most as often as it is there"""
    assert_close(bleu(RIGHT, RIGHT, 3), 1.0, "bleu of the right captions")
    found = np.array([[3, 3, 3, 2, 0, 0], [6, 3, 4, 7, 7, 2]])
    assert_close(bleu(found, RIGHT, 1), 5 / 8, "bleu with n = 1")
    assert_close(bleu(found, RIGHT, 2), np.sqrt(5 / 8 * 2 / 6), "bleu with n = 2")


@case(points=0.25)
def brevity(bleu):
    """punishes captions that are too short together"""
    found = np.array([[3, 4, 2, 0, 0, 0], [6, 3, 4, 2, 0, 0]])
    assert_close(bleu(found, RIGHT, 1), np.exp(1 - 8 / 5), "bleu of short captions")
