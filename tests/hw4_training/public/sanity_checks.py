OK_FORMAT = False
name = "sanity_checks"
depends = ["network_loss"]

import numpy as np

from autograder.checks import assert_close, assert_dict_close, case

CONFIG = {
    "input": (2,),
    "conv": [],
    "hidden": [3],
    "classes": 2,
    "batchnorm": False,
    "init": "he",
    "keep": 1.0,
}


@case(points=0.75)
def by_hand(sanity_checks, dead_relu_fraction):
    """reports the loss beside log(classes), the norms of the gradients and the dead ReLUs"""
    first = "layers.py of hw1 must be repaired first: dead_relu_fraction"
    found = dead_relu_fraction(np.array([[0.0, 1.0, 0.0, 2.0], [0.0, 0.0, 0.0, 1.0]]))
    assert_close(found, 0.5, first)
    params = {"W1": np.array([[1.0, -1.0, 0.0], [1.0, 0.0, 2.0]]), "b1": np.zeros(3)}
    params |= {"W2": np.array([[1.0, 1.0], [0.0, 0.0], [2.0, 2.0]]), "b2": np.zeros(2)}
    X, y = np.array([[1.0, 2.0], [3.0, 0.0], [2.0, 1.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    report = sanity_checks(params, {}, X, y, CONFIG)
    for key in ("initial_loss", "expected_loss"):
        assert_close(report.get(key), np.log(2.0), f"sanity_checks: report[{key!r}]")
    # every dscore is 1/8 of 1 or -1: dW1 is 0, dW2 has +-(3 - 3 - 3 + 2) / 8 and +-(4 - 2 + 2) / 8
    norms = {"W1": 0.0, "W2": np.sqrt(2 * (1 / 8) ** 2 + 2 * (4 / 8) ** 2)}
    assert_dict_close(
        report.get("gradient_norms"), norms, "sanity_checks: report['gradient_norms']"
    )
    dead = np.array(report.get("dead_relus"), dtype=float)
    assert_close(dead, np.array([1 / 3]), "sanity_checks: dead_relus")
