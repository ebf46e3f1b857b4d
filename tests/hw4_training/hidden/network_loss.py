OK_FORMAT = False
name = "network_loss (hidden)"
depends = ["network_backward", "l2_penalty"]

import copy

import numpy as np

from autograder.checks import assert_close, assert_dict_close, assert_unchanged, case, rng

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


@case(points=1)
def five_kinds(network_loss, reference):
    """loss and gradients are right for networks of five kinds, with a penalty"""
    random = rng()
    for conv, hidden, batchnorm in KINDS:
        config = {**CONFIG, "conv": conv, "hidden": hidden, "batchnorm": batchnorm}
        params, state = network(reference, config, random)
        X, y = random.standard_normal((5, 2, 8, 4)), random.integers(0, 6, 5)
        arguments = params, copy.deepcopy(state), X, y, config, 0.2
        loss, grads = network_loss(*arguments)
        right, right_grads = reference.network_loss(params, state, X, y, config, 0.2)
        assert_close(float(loss), float(right), "network_loss: loss")
        assert_dict_close(grads, right_grads, "network_loss: grads")


@case(points=0.5)
def state_moves_once(network_loss, reference):
    """moves the moving averages exactly once"""
    random = rng()
    config = {**CONFIG, "conv": [3]}
    params, state = network(reference, config, random)
    X, y, own = random.standard_normal((5, 2, 8, 4)), random.integers(0, 6, 5), copy.deepcopy(state)
    network_loss(params, own, X, y, config)
    reference.network_loss(params, state, X, y, config)
    assert_dict_close(own, state, "network_loss: state afterwards", others=True)


@case(points=0.25)
def classes_renamed(network_loss, reference):
    """does not depend on the names of the classes"""
    random = rng()
    params, state = network(reference, CONFIG, random)
    X, y, order = random.standard_normal((5, 2, 8, 4)), random.integers(0, 6, 5), [2, 0, 5, 1, 4, 3]
    loss, grads = network_loss(params, copy.deepcopy(state), X, y, CONFIG)
    renamed = {**params, "W2": params["W2"][:, order], "b2": params["b2"][order]}
    names = {old: new for new, old in enumerate(order)}
    again, others = network_loss(renamed, state, X, np.array([names[int(k)] for k in y]), CONFIG)
    assert_close(float(again), float(loss), "network_loss: loss with the classes renamed")
    what = "network_loss: grads['W2'] with the classes renamed"
    assert_close(others["W2"], grads["W2"][:, order], what)


@case(points=0.25)
def inputs_kept(network_loss, reference):
    """leaves X and the parameters as they were"""
    random = rng()
    params, state = network(reference, CONFIG, random)
    X, y = random.standard_normal((5, 2, 8, 4)), random.integers(0, 6, 5)
    before = X.copy(), copy.deepcopy(params)
    network_loss(params, state, X, y, CONFIG, 0.1)
    assert_unchanged(X, before[0], "network_loss: X")
    assert_dict_close(params, before[1], "network_loss: params afterwards")
