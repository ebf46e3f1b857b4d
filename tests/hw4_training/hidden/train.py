OK_FORMAT = False
name = "train (hidden)"
depends = [
    "network_loss",
    "predict",
    "sgd_momentum",
    "learning_rate",
    "clip_gradients",
    "best_epoch",
]

import copy
import time

import numpy as np

from autograder.checks import (
    CheckFailure,
    Skipped,
    assert_close,
    assert_dict_close,
    case,
    data,
    rng,
)

CONFIG = {
    "input": (2, 8, 4),
    "conv": [],
    "hidden": [7],
    "classes": 3,
    "batchnorm": False,
    "init": "he",
    "keep": 1.0,
}
HYPER = {
    "rule": "sgd_momentum",
    "schedule": {"kind": "constant", "base": 0.05},
    "batch_size": 5,
    "strength": 0.0,
    "max_norm": None,
    "patience": None,
}


def examples(random):
    """12 examples for training, 9 for validation; the class shows in the pixels."""
    y = np.arange(21) % 3
    X = random.standard_normal((21, 2, 8, 4)) + 0.4 * y.reshape(-1, 1, 1, 1)
    return {"X": X[:12], "y": y[:12], "X_val": X[12:], "y_val": y[12:]}


def compare(train, reference, config, hyper, epochs=3, known=False):
    """Train by both, from the same parameters in the same order, and compare all that comes out.

    Where the validation set is ``known``, it is the training set: its accuracy rises for a while.
    """
    random = rng()
    given = examples(random)
    if known:
        given |= {"X_val": given["X"], "y_val": given["y"]}
    orders = reference.epoch_orders(12, epochs, random)
    params, state = reference.init_network(config, random)
    right, right_state = copy.deepcopy(params), copy.deepcopy(state)
    expected = reference.train(right, right_state, given, config, hyper, orders)
    history = train(params, state, given, config, hyper, orders)
    for key in ("loss", "rate", "norm", "val_accuracy"):
        what = f"train: history[{key!r}]"
        if len(history.get(key, ())) != len(expected[key]):
            raise CheckFailure(f"{what} has the wrong number of entries.")
        assert_close(np.array(history[key], dtype=float), np.array(expected[key]), what)
    assert_dict_close(params, right, "train: params at the end")
    assert_dict_close(state, right_state, "train: state at the end", others=True)
    if history.get("best_epoch") != expected["best_epoch"]:
        raise CheckFailure("train: history['best_epoch'] is wrong.")
    assert_dict_close(history.get("params"), expected["params"], "train: history['params']")
    best = history.get("state")
    assert_dict_close(best, expected["state"], "train: history['state']", others=True)


@case(points=0.75)
def momentum(train, reference):
    """is right over three epochs with momentum and batch normalization, the last batch smaller"""
    compare(train, reference, {**CONFIG, "conv": [3], "batchnorm": True}, HYPER)


@case(points=0.5)
def with_adam(train, adam, reference):
    """is right with Adam, which needs a state of its own for every parameter"""
    w, dw = rng("ready").standard_normal((2, 3, 4))
    if not np.allclose(adam(w, dw, {})[0], reference.adam(w, dw, {})[0]):
        raise Skipped("fix adam first")
    hyper = {**HYPER, "rule": "adam", "schedule": {"kind": "constant", "base": 0.01}}
    compare(train, reference, CONFIG, hyper)  # with batch normalization Adam magnifies rounding


@case(points=0.5)
def settings(train, reference):
    """clips, decays the weights and follows the schedule step by step"""
    schedule = {"kind": "warmup", "base": 0.1, "warmup": 4, "total": 9}
    hyper = {
        **HYPER,
        "schedule": schedule,
        "max_norm": 0.3,
        "strength": 0.1,
        "rule": "sgd_momentum",
    }
    compare(train, reference, CONFIG, hyper)
    hyper = {**hyper, "max_norm": 1e6, "batch_size": 12}
    compare(train, reference, {**CONFIG, "batchnorm": True}, hyper)


@case(points=0.5)
def best_parameters(train, reference):
    """keeps the parameters of the best epoch, though the last one ruins the network"""
    schedule = {"kind": "step", "base": 0.05, "factor": 400.0, "every": 9}
    for batchnorm in (False, True):
        config = {**CONFIG, "batchnorm": batchnorm}
        compare(train, reference, config, {**HYPER, "schedule": schedule}, epochs=4)


@case(points=0.25)
def patience(train, reference):
    """stops early where the validation accuracy has not risen for so many epochs"""
    compare(train, reference, CONFIG, {**HYPER, "patience": 2, "batch_size": 12}, epochs=9)
    compare(train, reference, CONFIG, {**HYPER, "patience": 1, "batch_size": 12}, epochs=9)
    compare(train, reference, CONFIG, {**HYPER, "patience": 4}, epochs=9, known=True)


@case(points=0.25)
def validation_set(train, reference):
    """learns nothing from the validation set, and leaves the data as they were"""
    random = rng()
    config = {**CONFIG, "batchnorm": True}
    params, state = reference.init_network(config, random)
    given, orders = examples(random), reference.epoch_orders(12, 2, random)
    before = copy.deepcopy(given)
    start = copy.deepcopy((params, state))
    first = train(params, state, given, config, HYPER, orders)
    assert_dict_close(given, before, "train: data afterwards")
    other = {**given, "X_val": given["X_val"] + 3.0, "y_val": given["y_val"][::-1].copy()}
    second = train(*start, other, config, HYPER, orders)
    what = "train: history['loss'] with another validation set"
    assert_close(np.array(second["loss"]), np.array(first["loss"]), what)
    assert_dict_close(start[0], params, "train: params with another validation set")


def digits(count):
    """The digits, standardised: training and validation sets for ``train``, and the others."""
    images, labels = (data("digits")[key] for key in ("images", "labels"))
    X = (images[:, None] - images[:1000].mean()) / images[:1000].std()
    y = labels.astype(int)
    given = {"X": X[:count], "y": y[:count], "X_val": X[1000:1300], "y_val": y[1000:1300]}
    return given, X[1300:], y[1300:]


def trained_accuracy(train, predict, reference, config, hyper, epochs):
    """The share of 497 unseen digits that are recognised after a training on 1,000.

    The calls are made by keywords: too long to be repeated for a hint.
    """
    random = rng()
    given, X, y = digits(1000)
    params, state = reference.init_network(config, random)
    orders = reference.epoch_orders(1000, epochs, random)
    train(params, state, given, config, hyper, orders=orders)
    return float(np.mean(predict(params, state, X, config, batch_size=256).argmax(axis=1) == y))


CONVNET = {**CONFIG, "input": (1, 8, 8), "conv": [16], "hidden": [64], "classes": 10}
CONVNET["batchnorm"] = True
MLP = {**CONVNET, "conv": [], "hidden": [64, 64]}


def refuse_slow(network_loss, reference, config, many):
    """Fail where a step on 10 digits takes longer than the reference's CONVNET on ``many``.

    What takes no longer trains within the limit. Both take about as long, so that other work on the
    machine stretches both alike; they are measured in turns, and the fastest of five counts. After
    two seconds nothing more is measured. Of the time of 500 digits hw1's pooling by loops takes
    0.6, its convolution by loops 1.8.
    """
    random = rng("ready")
    own, right = (reference.init_network(c, random) for c in (config, CONVNET))
    few, more = digits(10)[0], digits(many)[0]
    times, yardstick, begin = [], [], time.perf_counter()
    while len(times) < 5 and time.perf_counter() - begin < 2.0:
        for seconds, loss, (params, state), given, how in (
            (times, network_loss, own, few, config),
            (yardstick, reference.network_loss, right, more, CONVNET),
        ):
            start = time.perf_counter()
            loss(params, state, given["X"], given["y"], how, strength=0.0)
            seconds.append(time.perf_counter() - start)
    if min(times) > min(yardstick):
        raise CheckFailure(
            "network_loss is too slow to train a network: is there a loop over pixels or units? "
            "One matrix product does it all: for a convolution see im2col."
        )


@case(points=0.25)
def overfits(train, network_loss, reference):
    """a hundred steps learn fifty digits by heart"""
    refuse_slow(network_loss, reference, MLP, 300)
    random, hyper = rng(), {**HYPER, "batch_size": 50}
    params, state = reference.init_network(MLP, random)
    orders = reference.epoch_orders(50, 100, random)
    history = train(params, state, digits(50)[0], MLP, hyper, orders=orders)
    if not history["loss"][-1] < 0.1:  # the worst of 30 right runs has 0.0024
        raise CheckFailure("train: after 100 steps the loss of 50 digits is still above 0.1.")


@case(points=0.25)
def learns_digits(train, predict, network_loss, reference):
    """a network of two hidden layers recognises 93 % of unseen digits after ten epochs"""
    refuse_slow(network_loss, reference, MLP, 300)
    hyper = {**HYPER, "schedule": {"kind": "constant", "base": 0.1}, "batch_size": 50}
    accuracy = trained_accuracy(train, predict, reference, MLP, hyper, 10)
    if accuracy < 0.93:  # right ones: 0.98, with a standard deviation of 0.004
        raise CheckFailure("train: fewer than 93 % of unseen digits are recognised.")


@case(points=0.75)
def learns_with_convolution(train, predict, network_loss, reference):
    """a convolutional network recognises 94 % of unseen digits after four epochs"""
    refuse_slow(network_loss, reference, CONVNET, 500)
    hyper = {**HYPER, "batch_size": 50}
    accuracy = trained_accuracy(train, predict, reference, CONVNET, hyper, 4)
    if accuracy < 0.94:  # right ones: 0.98, with a standard deviation of 0.005
        raise CheckFailure("train: fewer than 94 % of unseen digits are recognised.")
