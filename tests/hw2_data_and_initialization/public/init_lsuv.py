OK_FORMAT = False
name = "init_lsuv"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def unit_variance(init_lsuv):
    """every layer's output has std 1 before its activation"""
    random = rng()
    x = random.standard_normal((50, 8))
    weights = [0.01 * random.standard_normal((8, 12)), 3 * random.standard_normal((12, 6))]
    before = [w.copy() for w in weights]
    scaled = init_lsuv(weights, x, "tanh")
    for layer, w in enumerate(scaled, 1):
        out = x @ w
        assert_close(out.std(), 1.0, f"init_lsuv: the std after layer {layer}")
        x = np.tanh(out)
    for w, copy in zip(weights, before, strict=True):
        assert_unchanged(w, copy, "init_lsuv: weights")
