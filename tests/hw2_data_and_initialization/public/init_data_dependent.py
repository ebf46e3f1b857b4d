OK_FORMAT = False
name = "init_data_dependent"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
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


@case(points=0.5)
def dead_unit(init_data_dependent):
    """a unit whose sums are all equal is not scaled, one that varies little is; means become 0"""
    x = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 2.0]])
    weights = [np.array([[2.0, 0.0, 1e-9], [0.0, 1.5, 0.0]])]
    before = x.copy(), weights[0].copy()
    ((w, b),) = init_data_dependent(weights, x, "relu")
    root = np.sqrt(8 / 3)
    expected = np.array([[1 / root, 0.0, 1 / root], [0.0, 1.5, 0.0]])
    assert_close(w, expected, "init_data_dependent: w")
    assert_close(b, np.array([-3 / root, -3.0, -3 / root]), "init_data_dependent: b")
    assert_unchanged(x, before[0], "init_data_dependent: x")
    assert_unchanged(weights[0], before[1], "init_data_dependent: weights")
