OK_FORMAT = False
name = "nesterov_momentum"
bonus = True

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def two_steps(nesterov_momentum):
    """looks ahead along the velocity"""
    w, dw = np.array([1.0, 2.0, -1.0]), np.array([10.0, 0.0, -2.0])
    for zero, right in (("momentum", [-4.0, 2.0, 0.0]), ("learning_rate", w)):
        found, _ = nesterov_momentum(w, dw, {"learning_rate": 0.5, "momentum": 0.5, zero: 0.0})
        assert_close(found, np.array(right), f"nesterov_momentum: next_w for a {zero} of 0")
    w, config = nesterov_momentum(w, dw, {"learning_rate": 0.5, "momentum": 0.5})
    assert_close(w, np.array([-6.5, 2.0, 0.5]), "nesterov_momentum: next_w after one step")
    w, _ = nesterov_momentum(w, np.array([2.0, 1.0, 0.0]), config)
    right = np.array([-6.5 + 2.5 - 1.5 * 3.5, 2.0 - 0.75, 0.5 - 0.5 + 0.75])
    assert_close(w, right, "nesterov_momentum: next_w after two steps")
