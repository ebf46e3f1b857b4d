OK_FORMAT = False
name = "train"
depends = [
    "network_loss",
    "predict",
    "sgd_momentum",
    "learning_rate",
    "clip_gradients",
    "best_epoch",
]

import numpy as np

from autograder.checks import CheckFailure, assert_close, case, rng

CONFIG = {
    "input": (2,),
    "conv": [],
    "hidden": [],
    "classes": 2,
    "batchnorm": False,
    "init": "he",
    "keep": 1.0,
}
HYPER = {
    "rule": "sgd_momentum",
    "schedule": {"kind": "constant", "base": 2.0},
    "batch_size": 2,
    "strength": 0.0,
    "max_norm": None,
    "patience": None,
}


@case(points=1)
def by_hand(train):
    """two steps of momentum from zeros: the loss before each, the weights after both"""
    # equal axes: two features and two classes are what can be computed by hand
    params = {"W1": np.zeros((2, 2)), "b1": np.zeros(2)}
    X, y = np.array([[1.0, 0.0], [0.0, 3.0]]), np.array([0, 1])
    data = {"X": X, "y": y, "X_val": X[:1], "y_val": y[:1]}
    history = train(params, {}, data, CONFIG, HYPER, np.array([[0, 1], [1, 0]]))
    # the first gradient is -+x / 4, so that W1 becomes ((1/2, -1/2), (-3/2, 3/2))
    margins = np.array([1.0, 9.0])
    losses = [np.log(2.0), np.mean(np.log1p(np.exp(-margins)))]
    assert_close(np.array(history["loss"]), np.array(losses), "train: history['loss']")
    rest = 1 / (1 + np.exp(margins))
    second = np.array([[1.0, -1.0], [-1.0, 1.0]]) * (X.sum(axis=0) * rest)[:, None]
    right = (1 + 0.9) * np.array([[0.5, -0.5], [-1.5, 1.5]]) + second
    assert_close(params["W1"], right, "train: params['W1'] after two steps")


@case(points=1)
def history(train):
    """notes one loss, rate and norm a step, one accuracy an epoch; the last batch may be small"""
    random = rng()
    X, y = random.standard_normal((8, 3)), np.array([0, 1, 1, 0, 1, 0, 0, 1])
    params = {"W1": random.standard_normal((3, 2)), "b1": np.zeros(2)}
    data = {"X": X[:7], "y": y[:7], "X_val": X[7:], "y_val": y[7:]}
    schedule = {"kind": "step", "base": 0.8, "factor": 0.5, "every": 3}
    hyper = {**HYPER, "batch_size": 3, "schedule": schedule}
    found = train(params, {}, data, CONFIG, hyper, np.array([np.arange(7), np.arange(7)[::-1]]))
    for key, count in (("loss", 6), ("rate", 6), ("norm", 6), ("val_accuracy", 2)):
        if len(found[key]) != count:
            what = f"train: history[{key!r}] has {len(found[key])} entries, expected {count}: "
            raise CheckFailure(f"{what}7 examples in batches of 3 are 3 steps an epoch.")
    rates = np.array([0.8, 0.8, 0.8, 0.4, 0.4, 0.4])
    assert_close(np.array(found["rate"]), rates, "train: history['rate']")
