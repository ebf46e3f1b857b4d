OK_FORMAT = False
name = "init_lsuv"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def unit_variance(init_lsuv):
    """every layer's output has std 1 before its activation, however small or near 1 it was"""
    random = rng()
    x = random.standard_normal((50, 8))
    first, second = random.standard_normal((8, 12)), random.standard_normal((12, 6))
    below = np.tanh(x @ first / (x @ first).std())
    weights = [1e-9 * first, 1.02 * second / (below @ second).std()]
    scaled = init_lsuv(weights, x, "tanh")
    for layer, w in enumerate(scaled, 1):
        out = x @ w
        assert_close(out.std(), 1.0, f"init_lsuv: the std after layer {layer}")
        x = np.tanh(out)


@case(points=0.5)
def kept(init_lsuv):
    """leaves x, the weights and the list of them as they were"""
    random = rng()
    x, w = random.standard_normal((9, 3)), random.standard_normal((3, 4))
    weights, before = [w], (x.copy(), w.copy())
    found = init_lsuv(weights, x, "relu")
    assert_close(found[0], w / (x @ w).std(), "init_lsuv: one layer")
    assert_unchanged(x, before[0], "init_lsuv: x")
    assert_unchanged(w, before[1], "init_lsuv: weights")
    assert_unchanged(weights, [before[1]], "init_lsuv: the list of weights")


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
