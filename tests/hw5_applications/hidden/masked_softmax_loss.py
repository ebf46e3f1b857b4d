OK_FORMAT = False
name = "masked_softmax_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng, without_warnings


def positions(random, n=7, points=12):
    """Scores, moves and legal moves, of which the move that was played is one."""
    scores, legal = random.standard_normal((n, points)), random.uniform(size=(n, points)) < 0.5
    moves = random.integers(0, points, n)
    legal[np.arange(n), moves] = True
    return scores, moves, legal


def compare(masked_softmax_loss, reference, scores, moves, legal):
    """Compare the loss and its gradient, which is exactly 0 at illegal moves."""
    loss, dscores = masked_softmax_loss(scores, moves, legal)
    right, gradient = reference.masked_softmax_loss(scores, moves, legal)
    assert_close(float(loss), float(right), "masked_softmax_loss: loss")
    assert_close(dscores, gradient, "masked_softmax_loss: dscores")
    outside = dscores[~legal]
    what = "masked_softmax_loss: dscores of illegal moves"
    assert_close(outside, np.zeros(outside.shape), what, atol=0.0)


@case(points=0.5)
def values(masked_softmax_loss, reference):
    """loss and gradient are right, and the scores and legal moves stay as they were"""
    scores, moves, legal = positions(rng())
    before = scores.copy(), legal.copy()
    compare(masked_softmax_loss, reference, scores, moves, legal)
    masked_softmax_loss(scores, moves, legal)
    assert_unchanged(scores, before[0], "masked_softmax_loss: scores")
    assert_unchanged(legal, before[1], "masked_softmax_loss: legal")


@case(points=0.5)
def large(masked_softmax_loss, reference):
    """is right for large scores, also where illegal ones are much larger, without a warning"""
    scores, moves, legal = positions(rng())
    quiet = without_warnings(masked_softmax_loss)
    for shift in (0.0, 1000.0, -1000.0):
        compare(quiet, reference, 30 * scores + shift, moves, legal)
    compare(quiet, reference, np.where(legal, scores, scores + 2000.0), moves, legal)
