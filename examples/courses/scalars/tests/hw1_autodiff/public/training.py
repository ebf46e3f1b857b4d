OK_FORMAT = False
name = "training"
depends = ["central_difference", "backward"]

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def check(derivative_check):
    """backward agrees with central_difference"""
    for f, values in (
        (lambda a: a.sigmoid() * a.tanh(), [0.5]),
        (lambda a, b: (a * b).exp() - (b / a).log(), [0.75, 1.5]),
        (lambda a, b, c: (a - 2 * b * c).relu() + c**3 / (1 - b), [3.0, 0.5, 2.0]),
    ):
        gap = derivative_check(f, *values)
        assert gap < 1e-6, f"backward and central_difference differ by {gap:.2g}"


@case(points=1)
def line(fitted_line):
    """a line is fitted by steps downhill"""
    xs, ys = [-1.0, 0.0, 1.0, 3.0], [-3.5, -1.0, 1.0, 5.5]
    points, targets = np.stack([xs, np.ones(4)], axis=1), np.array(ys)
    right = np.zeros(2)
    for _ in range(60):
        right = right - 0.1 * 2 * points.T @ (points @ right - targets) / 4
    found = fitted_line(xs, ys, 0.1, 60)
    assert_close(list(found), list(right), "slope and offset after 60 steps")
