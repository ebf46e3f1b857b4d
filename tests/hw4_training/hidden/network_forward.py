OK_FORMAT = False
name = "network_forward (hidden)"
depends = ["layers_ready", "normalization_ready", "fast_conv_forward"]

import copy

import numpy as np

from autograder.checks import (
    CheckFailure,
    Skipped,
    assert_close,
    assert_dict_close,
    assert_raises,
    assert_unchanged,
    case,
    rng,
)

CONFIG = {
    "input": (2, 8, 4),
    "conv": [],
    "hidden": [7],
    "classes": 6,
    "batchnorm": True,
    "init": "he",
    "keep": 1.0,
}
KINDS = (
    ([], [7], False),
    ([], [7, 9], True),
    ([3], [7], False),
    ([3], [], True),
    ([3, 9], [7], True),
)
"""conv, hidden and batchnorm of the networks that are tried"""


def network(reference, config, random):
    """Parameters and moving averages as they are in the middle of a training."""
    params, state = reference.init_network(config, random)
    params = {key: w + 0.3 * random.standard_normal(w.shape) for key, w in params.items()}
    for averages in state.values():
        averages["running_mean"] = random.standard_normal(averages["running_mean"].shape)
        averages["running_var"] = random.uniform(0.5, 2.0, averages["running_var"].shape)
    return params, state


@case(points=0.75)
def train_mode(network_forward, reference):
    """gives the scores of networks of five kinds, and moves their averages, in train mode"""
    random = rng()
    for conv, hidden, batchnorm in KINDS:
        config = {**CONFIG, "conv": conv, "hidden": hidden, "batchnorm": batchnorm}
        params, state = network(reference, config, random)
        X, own = random.standard_normal((5, 2, 8, 4)), copy.deepcopy(state)
        expected, _ = reference.network_forward(params, state, X, config, "train")
        scores, _ = network_forward(params, own, X, config, "train")
        assert_close(scores, expected, "network_forward: scores in train mode")
        assert_dict_close(own, state, "network_forward: state after a batch", others=True)


@case(points=0.5)
def test_mode(network_forward, reference):
    """uses the moving averages in test mode and leaves them as they are"""
    random = rng()
    for conv, hidden, batchnorm in KINDS:
        config = {**CONFIG, "conv": conv, "hidden": hidden, "batchnorm": batchnorm}
        params, state = network(reference, config, random)
        X, own = random.standard_normal((5, 2, 8, 4)), copy.deepcopy(state)
        expected, _ = reference.network_forward(params, state, X, config, "test")
        scores, _ = network_forward(params, own, X, config, "test")
        assert_close(scores, expected, "network_forward: scores in test mode")
        assert_dict_close(own, state, "network_forward: state after test mode", others=True)


@case(points=0.25)
def dropout(network_forward, dropout_forward, reference):
    """drops units of the hidden layers in train mode, after the ReLU, and none in test mode"""
    _ready(dropout_forward)
    random = rng()
    config = {**CONFIG, "input": (5,), "hidden": [40], "classes": 40, "batchnorm": False}
    config["keep"] = 0.6
    params, _ = network(reference, config, random)
    params |= {"W2": np.eye(40), "b2": np.zeros(40)}  # the scores are the hidden units
    X = random.standard_normal((30, 5))
    units = np.maximum(X @ params["W1"] + params["b1"], 0)
    tested, _ = network_forward(params, {}, X, config, "test")
    assert_close(tested, units, "network_forward: scores in test mode with keep 0.6")
    scores, _ = network_forward(params, {}, X, config, "train", rng("mask"))
    dropped = (units > 0) & (scores == 0)
    share = dropped.sum() / (units > 0).sum()
    if abs(share - 0.4) > 6.2 * np.sqrt(0.24 / (units > 0).sum()):
        raise CheckFailure("network_forward: the share of hidden units that are dropped is wrong.")
    rest = np.where(dropped, 0, units / 0.6)
    assert_close(scores, rest, "network_forward: scores of the hidden units that are kept")


def _ready(dropout_forward):
    out, _ = dropout_forward(np.ones((20, 30)), {"mode": "train", "keep": 0.6, "rng": rng("ready")})
    if not np.isclose(np.unique(out), [0, 1 / 0.6]).all():
        raise Skipped("fix dropout_forward first")


@case(points=0.25)
def unknown_mode(network_forward, reference):
    """raises ValueError for a mode that does not exist, also without batch normalization"""
    config = {**CONFIG, "batchnorm": False}
    params, _ = network(reference, config, rng())
    X = rng().standard_normal((3, 2, 8, 4))
    assert_raises(ValueError, network_forward, params, {}, X, config, "valid")


@case(points=0.25)
def inputs_kept(network_forward, reference):
    """leaves X, the parameters and config as they were"""
    random = rng()
    config = {**CONFIG, "conv": [3]}
    params, state = network(reference, config, random)
    X = random.standard_normal((5, 2, 8, 4))
    before, given = (X.copy(), copy.deepcopy(params)), copy.deepcopy(config)
    network_forward(params, state, X, given, "train")
    assert_unchanged(X, before[0], "network_forward: X")
    assert_dict_close(params, before[1], "network_forward: params afterwards")
    if given != config:
        raise CheckFailure("network_forward: config was changed in place.")
