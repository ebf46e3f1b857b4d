OK_FORMAT = False
name = "masked_softmax_loss"

import numpy as np

from autograder.checks import assert_close, case, check_loss_gradient, rng

LEGAL = np.array([[True, True, False, True], [False, True, True, False]])
MOVES = np.array([3, 1])


@case(points=0.5)
def by_hand(masked_softmax_loss):
    """is the mean of log 3 and log 2 where all scores are equal: three and two moves are legal"""
    scores = np.full((2, 4), 1.5)
    loss, dscores = masked_softmax_loss(scores, MOVES, LEGAL)
    assert_close(float(loss), np.log(6.0) / 2, "masked_softmax_loss: loss")
    right = np.array([[1 / 6, 1 / 6, 0, -1 / 3], [0, -1 / 4, 1 / 4, 0]])
    assert_close(dscores, right, "masked_softmax_loss: dscores")


@case(points=0.5)
def gradient(masked_softmax_loss):
    """dscores agrees with the numeric gradient, and scores of illegal moves do not matter"""
    scores = rng().standard_normal((2, 4))
    inputs = {"scores": scores, "moves": MOVES, "legal": LEGAL}
    check_loss_gradient(masked_softmax_loss, inputs, "scores")
    other = np.where(LEGAL, scores, 50.0)
    loss, _ = masked_softmax_loss(scores, MOVES, LEGAL)
    again, _ = masked_softmax_loss(other, MOVES, LEGAL)
    what = "masked_softmax_loss: loss with other scores of illegal moves"
    assert_close(float(again), float(loss), what)
