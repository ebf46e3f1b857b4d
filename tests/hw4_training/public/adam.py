OK_FORMAT = False
name = "adam"

import numpy as np

from autograder.checks import assert_close, case

W, DW = np.array([1.0, 2.0, -1.0]), np.array([10.0, 0.5, -2.0])


@case(points=0.5)
def first_step(adam):
    """goes learning_rate far in the first step, whatever the size of the gradient"""
    next_w, _ = adam(W, DW, {"learning_rate": 0.25})
    assert_close(next_w, np.array([0.75, 1.75, -0.75]), "adam: next_w after one step")
    assert_close(adam(W, DW, {"learning_rate": 0.0})[0], W, "adam: next_w for a learning_rate of 0")
    config, tiny = {"beta1": 0.0, "beta2": 0.0, "epsilon": 0.0}, 1e-8 * np.array([1.0, 2.0, -4.0])
    next_w, config = adam(W, tiny, {"learning_rate": 0.25, **config})
    next_w, _ = adam(next_w, 3 * tiny, config)
    assert_close(next_w, np.array([0.5, 1.5, -0.5]), "adam: next_w for zeros in config, two steps")


@case(points=0.5)
def second_step(adam):
    """goes on with both moving averages and t, which come back in the config"""
    w, config = adam(W, DW, {"learning_rate": 0.25, "beta1": 0.5, "beta2": 0.75})
    w, config = adam(w, np.array([0.0, 0.5, 4.0]), config)
    assert_close(config.get("t"), 2, "adam: config['t'] after two steps")
    assert_close(config.get("m"), np.array([2.5, 0.375, 1.5]), "adam: config['m']")
    assert_close(config.get("v"), np.array([18.75, 0.109375, 4.75]), "adam: config['v']")
    step = np.array([2.5, 0.375, 1.5]) / 0.75
    step = step / np.sqrt(np.array([18.75, 0.109375, 4.75]) / 0.4375)
    right = np.array([0.75, 1.75, -0.75]) - 0.25 * step
    assert_close(w, right, "adam: next_w after two steps")
