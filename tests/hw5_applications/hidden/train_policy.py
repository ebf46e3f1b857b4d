OK_FORMAT = False
name = "train_policy (hidden)"
depends = ["policy_backward", "masked_softmax_loss", "transform_board", "transform_move"]

import numpy as np
from shared.policies import drawn_policy, drawn_positions

from autograder.checks import (
    CheckFailure,
    assert_close,
    assert_dict_close,
    assert_unchanged,
    case,
    data,
    rng,
)


def compare(train_policy, reference, turns, rates):
    """Train by both from the same parameters, and compare the losses and what became of them."""
    random = rng()
    params, given = drawn_policy(random), drawn_positions(random, 9)
    batches = np.array([random.permutation(9)[:5] for _ in turns])
    own = {key: value.copy() for key, value in params.items()}
    losses = train_policy(own, given, batches, np.array(turns), np.array(rates))
    right = reference.train_policy(params, given, batches, np.array(turns), np.array(rates))
    assert_close(np.array(losses, dtype=float), np.array(right), "train_policy: losses")
    assert_dict_close(own, params, "train_policy: params afterwards")


@case(points=0.25)
def every_turn(train_policy, reference):
    """planes, moves and legal moves are turned alike, in all eight ways"""
    for turn in range(8):
        compare(train_policy, reference, [turn], [0.3])


@case(points=0.25)
def eight_steps(train_policy, reference):
    """eight steps, each with its turn and its rate, are right"""
    rates = [0.1, 0.05, 0.2, 0.1, 0.0, 0.05, 0.1, 0.02]
    compare(train_policy, reference, [3, 0, 6, 1, 7, 2, 5, 4], rates)


@case(points=0.25)
def data_kept(train_policy):
    """leaves the positions as they were, and works in place on the parameters"""
    random = rng()
    params, given = drawn_policy(random), drawn_positions(random, 6)
    before, start = {key: value.copy() for key, value in given.items()}, params["p"].copy()
    batches = np.array([[0, 3, 1], [2, 5, 4]])
    train_policy(params, given, batches, np.array([2, 5]), np.array([0.1, 0.1]))
    for key, value in before.items():
        assert_unchanged(given[key], value, f"train_policy: data[{key!r}]")
    if np.array_equal(params["p"], start):
        raise CheckFailure("train_policy: params are as they were; they should change in place.")


STEPS, BATCH, FILTERS = 250, 32, (24, 24)


@case(points=0.25)
def games(train_policy, reference):
    """after 250 steps it predicts moves of unseen games twice as often as their frequency does"""
    random, found = rng(), data("go_positions")
    params = drawn_policy(random, FILTERS, 9)
    params |= {key: np.zeros(params[key].shape) for key in ("b1", "b2", "p")}
    training, unseen = found["game"] < 160, np.flatnonzero(found["game"] >= 160)[:800]
    chosen = random.choice(np.flatnonzero(training), STEPS * BATCH)
    given = {key: found[key][chosen] for key in ("planes", "moves", "legal")}
    batches = np.arange(STEPS * BATCH).reshape(STEPS, BATCH)
    rates = 0.07 * (1 - np.arange(STEPS) / STEPS)
    train_policy(params, given, batches, random.integers(0, 8, STEPS), learning_rates=rates)
    planes, moves = found["planes"][unseen].astype(float), found["moves"][unseen].astype(int)
    legal = found["legal"][unseen].reshape(len(unseen), -1)
    parts = np.split(planes, 16)  # at once, the windows of 800 boards would take 150 MB
    scores = np.concatenate([reference.policy_forward(params, part)[0] for part in parts])
    often = np.tile(np.bincount(found["moves"][training], minlength=81), (len(unseen), 1))
    for k in (1, 5):
        share = reference.top_k_accuracy(scores, moves, legal, k)
        if not share >= 2 * reference.top_k_accuracy(often, moves, legal, k):
            raise CheckFailure(f"train_policy: too few moves are among the {k} likeliest.")
