OK_FORMAT = False
name = "rmsprop"

import numpy as np

from autograder.checks import assert_close, case

W, DW = np.array([1.0, 2.0, -1.0]), np.array([10.0, 0.0, -2.0])


@case(points=0.5)
def first_step(rmsprop):
    """divides the gradient by its root mean square, which begins with 1 % of its square"""
    next_w, _ = rmsprop(W, DW, {"learning_rate": 0.5})
    right = np.array([-4.0, 2.0, 4.0])  # 0.5 dw / (0.1 |dw|)
    assert_close(next_w, right, "rmsprop: next_w after one step")
    still, _ = rmsprop(W, DW, {"learning_rate": 0.0})
    assert_close(still, W, "rmsprop: next_w for a learning_rate of 0")
    zeros, tiny = {"decay_rate": 0.0, "epsilon": 0.0}, 1e-8 * np.array([1.0, 2.0, -4.0])
    next_w, _ = rmsprop(W, tiny, {"learning_rate": 0.5, **zeros})
    assert_close(next_w, np.array([0.5, 1.5, -0.5]), "rmsprop: next_w for zeros in config")


@case(points=0.5)
def second_step(rmsprop):
    """goes on with the moving average of the squares, which comes back in the config"""
    w, config = rmsprop(W, DW, {"learning_rate": 0.5, "decay_rate": 0.75})
    w, config = rmsprop(w, np.array([5.0, 4.0, -2.0]), config)
    cache = np.array([25.0, 4.0, 1.75])
    assert_close(config.get("cache"), cache, "rmsprop: config['cache'] after two steps")
    right = np.array([1.0 - 1.0 - 0.5, 2.0 - 1.0, 0.0 + 1.0 / np.sqrt(1.75)])
    assert_close(w, right, "rmsprop: next_w after two steps")
