OK_FORMAT = False
name = "temporal_softmax_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, check_loss_gradient, rng


def sequences(random):
    """Scores of 4 sequences of 5 steps, words, and a mask."""
    x, y = 3 * random.standard_normal((4, 5, 7)), random.integers(0, 7, (4, 5))
    return {"x": x, "y": y, "mask": np.arange(5) < np.array([[5], [2], [3], [1]])}


@case(points=0.25)
def values(temporal_softmax_loss, reference):
    """loss and gradient are right for sequences of different lengths"""
    inputs = sequences(rng())
    loss, _ = temporal_softmax_loss(*inputs.values())
    assert_close(
        loss, reference.temporal_softmax_loss(*inputs.values())[0], "temporal_softmax_loss: loss"
    )
    check_loss_gradient(temporal_softmax_loss, inputs, "x")


@case(points=0.25)
def masked(temporal_softmax_loss, reference):
    """where the mask is False neither scores nor words matter, and the gradient is 0"""
    random = rng()
    inputs = sequences(random)
    mask = inputs["mask"]
    other = {**inputs, "y": np.where(mask, inputs["y"], 0)}
    other["x"] = inputs["x"] + np.where(mask[:, :, None], 0.0, random.standard_normal((4, 5, 7)))
    loss, dx = reference.temporal_softmax_loss(*inputs.values())
    found, gradient = temporal_softmax_loss(*other.values())
    assert_close(found, loss, "temporal_softmax_loss: loss with other scores under the mask")
    assert_close(gradient, dx, "temporal_softmax_loss: dx with other scores under the mask")


@case(points=0.25)
def large_scores(temporal_softmax_loss, reference):
    """is finite for scores of a thousand"""
    inputs = sequences(rng())
    inputs["x"] = 400 * inputs["x"]
    loss, dx = temporal_softmax_loss(*inputs.values())
    expected, right = reference.temporal_softmax_loss(*inputs.values())
    assert_close(loss, expected, "temporal_softmax_loss: loss of large scores")
    assert_close(dx, right, "temporal_softmax_loss: dx of large scores")


@case(points=0.25)
def inputs_kept(temporal_softmax_loss):
    """leaves its arguments as they were"""
    inputs = sequences(rng())
    before = {key: value.copy() for key, value in inputs.items()}
    temporal_softmax_loss(*inputs.values())
    for key, value in inputs.items():
        assert_unchanged(value, before[key], f"temporal_softmax_loss: {key}")
