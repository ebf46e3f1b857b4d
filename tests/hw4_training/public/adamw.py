OK_FORMAT = False
name = "adamw"
bonus = True
depends = ["adam"]

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def first_step(adamw):
    """decays the weights beside Adam's step, not through it"""
    w, dw = np.array([1.0, 2.0, -1.0]), np.array([10.0, 0.5, -2.0])
    next_w, _ = adamw(w, dw, {"learning_rate": 0.25, "weight_decay": 0.4})
    assert_close(next_w, np.array([0.65, 1.55, -0.65]), "adamw: next_w after one step")
    for zero, right in (("weight_decay", [0.75, 1.75, -0.75]), ("learning_rate", w)):
        found, _ = adamw(w, dw, {"learning_rate": 0.25, "weight_decay": 0.4, zero: 0.0})
        assert_close(found, np.array(right), f"adamw: next_w for a {zero} of 0")
