OK_FORMAT = False
name = "init_data_dependent"
bonus = True

import numpy as np

from autograder.checks import assert_close, case, rng


@case(points=1)
def every_unit(init_data_dependent):
    """every unit has mean 0 and std 1 before its activation"""
    random = rng()
    x = 3 + random.standard_normal((40, 6))
    weights = [random.standard_normal((6, 8)), random.standard_normal((8, 5))]
    for layer, (w, b) in enumerate(init_data_dependent(weights, x, "tanh"), 1):
        out = x @ w + b
        units = out.shape[1]
        assert_close(out.mean(axis=0), np.zeros(units), f"layer {layer}: means", atol=1e-9)
        assert_close(out.std(axis=0), np.ones(units), f"layer {layer}: stds")
        x = np.tanh(out)
