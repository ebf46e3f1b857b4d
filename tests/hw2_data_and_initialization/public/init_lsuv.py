OK_FORMAT = False
name = "init_lsuv"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def unit_variance(init_lsuv):
    """every layer's output has std 1 before its activation"""
    random = rng()
    x = random.standard_normal((50, 8))
    weights = [0.01 * random.standard_normal((8, 12)), 3 * random.standard_normal((12, 6))]
    scaled = init_lsuv(weights, x, "tanh")
    for layer, w in enumerate(scaled, 1):
        out = x @ w
        assert_close(out.std(), 1.0, f"init_lsuv: the std after layer {layer}")
        x = np.tanh(out)


@case(points=0.5)
def kept(init_lsuv):
    """leaves x and the weights as they were"""
    random = rng()
    x, weights = random.standard_normal((9, 3)), [random.standard_normal((3, 4))]
    before = x.copy(), weights[0].copy()
    init_lsuv(weights, x, "relu")
    assert_unchanged(x, before[0], "init_lsuv: x")
    assert_unchanged(weights[0], before[1], "init_lsuv: weights")


@case(points=0.5)
def in_order(init_lsuv):
    """a layer sees what comes out of the layers below once they are scaled"""
    x = np.array([[1.0], [2.0], [5.0]])
    found = init_lsuv([np.array([[3.0, -6.0]]), np.array([[1.0], [4.0]])], x, "relu")
    std = np.std([3.0, 6.0, 15.0, -6.0, -12.0, -30.0])
    first = np.array([[3.0, -6.0]]) / std
    assert_close(found[0], first, "init_lsuv: layer 1")
    seen = np.maximum(0, x @ first) @ np.array([[1.0], [4.0]])
    assert_close(found[1], np.array([[1.0], [4.0]]) / seen.std(), "init_lsuv: layer 2")
