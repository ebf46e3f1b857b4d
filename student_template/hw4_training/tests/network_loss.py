OK_FORMAT = False
name = "network_loss"
depends = ["network_backward", "l2_penalty"]

import numpy as np

from autograder.checks import CheckFailure, assert_close, case, rng

CONFIG = {
    "input": (4,),
    "conv": [],
    "hidden": [5],
    "classes": 3,
    "batchnorm": False,
    "init": "he",
    "keep": 1.0,
}
SHAPES = {"W1": (4, 5), "b1": (5,), "W2": (5, 3), "b2": (3,)}
Y = np.array([0, 2, 1, 1, 0, 2])


@case(points=0.5)
def of_guessing(network_loss):
    """is log(classes) where all scores are equal, whatever the size of the batch"""
    random = rng()
    params = {key: random.standard_normal(shape) for key, shape in SHAPES.items()}
    params |= {"W2": np.zeros((5, 3)), "b2": np.full(3, 2.0)}
    for n in (6, 2):
        loss, _ = network_loss(params, {}, random.standard_normal((n, 4)), Y[:n], CONFIG)
        assert_close(loss, np.log(3.0), "network_loss: loss")


@case(points=0.5)
def gradients(network_loss):
    """the gradients are those of the loss with its penalty, along random directions"""
    random = rng()
    params = {key: random.standard_normal(shape) for key, shape in SHAPES.items()}
    X, h = random.standard_normal((6, 4)), 1e-5

    def loss_at(step, direction):
        moved = {key: params[key] + step * direction[key] for key in params}
        return network_loss(moved, {}, X, Y, CONFIG, 0.3)[0]

    _, grads = network_loss(params, {}, X, Y, CONFIG, 0.3)
    if sorted(grads) != sorted(SHAPES):
        raise CheckFailure("network_loss: grads should have the keys of params.")
    for key in params:
        direction = {other: 0 * params[other] for other in params}
        direction[key] = random.standard_normal(SHAPES[key])
        numeric = (loss_at(h, direction) - loss_at(-h, direction)) / (2 * h)
        found = np.sum(grads[key] * direction[key])
        what = f"network_loss: grads[{key!r}] along a random direction"
        assert_close(found, numeric, what, rtol=1e-5, atol=1e-7)
