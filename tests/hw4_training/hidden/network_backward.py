OK_FORMAT = False
name = "network_backward (hidden)"
depends = ["network_forward", "fast_conv_backward"]

import copy

import numpy as np

from autograder.checks import Skipped, assert_close, assert_dict_close, assert_unchanged, case, rng

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


def caches(network_forward, reference, params, state, X, config):
    """What both keep of one forward pass."""
    expected, right = reference.network_forward(params, copy.deepcopy(state), X, config, "train")
    scores, own = network_forward(params, copy.deepcopy(state), X, config, "train")
    if np.shape(scores) != expected.shape or not np.allclose(scores, expected):
        raise Skipped("fix network_forward first")
    return own, right


@case(points=1.25)
def five_kinds(network_forward, network_backward, reference):
    """the gradients of all parameters are right for networks of five kinds"""
    random = rng()
    for conv, hidden, batchnorm in KINDS:
        config = {**CONFIG, "conv": conv, "hidden": hidden, "batchnorm": batchnorm}
        params, state = network(reference, config, random)
        X, dscores = random.standard_normal((5, 2, 8, 4)), random.standard_normal((5, 6))
        own, right = caches(network_forward, reference, params, state, X, config)
        grads = network_backward(dscores, own)
        assert_dict_close(grads, reference.network_backward(dscores, right), "network_backward")


@case(points=0.5)
def through_dropout(network_forward, network_backward, reference):
    """the gradient goes through the hidden units that were kept"""
    random = rng()
    config = {**CONFIG, "input": (5,), "hidden": [8], "classes": 8, "batchnorm": False, "keep": 0.6}
    params, _ = network(reference, config, random)
    params |= {"W2": np.eye(8), "b2": np.zeros(8)}  # the scores are the hidden units
    X, dscores = random.standard_normal((9, 5)), random.standard_normal((9, 8))
    scores, cache = network_forward(params, {}, X, config, "train", rng("mask"))
    active = np.maximum(X @ params["W1"] + params["b1"], 0)
    dropped = (np.asarray(scores) == 0) & (active > 0)
    if not dropped.any() or not np.allclose(scores, np.where(dropped, 0, active / 0.6)):
        raise Skipped("fix network_forward first")
    grads = network_backward(dscores, cache)
    right = X.T @ np.where(scores > 0, dscores / 0.6, 0)
    assert_close(grads["W1"], right, "network_backward: dW1 below dropout")


@case(points=0.25)
def again(network_forward, network_backward, reference):
    """gives the same once more, and leaves the upstream gradient as it was"""
    random = rng()
    config = {**CONFIG, "conv": [3]}
    params, state = network(reference, config, random)
    X, dscores = random.standard_normal((5, 2, 8, 4)), random.standard_normal((5, 6))
    cache, _ = caches(network_forward, reference, params, state, X, config)
    before = dscores.copy()
    first = network_backward(dscores, cache)
    assert_unchanged(dscores, before, "network_backward: dscores")
    second = network_backward(dscores, cache)
    assert_dict_close(second, first, "network_backward, called once more")
