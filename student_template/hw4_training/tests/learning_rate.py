OK_FORMAT = False
name = "learning_rate"

import numpy as np

from autograder.checks import assert_close, case


@case(points=0.5)
def constant_and_steps(learning_rate):
    """stays, or falls by a factor every so many steps"""
    constant = {"kind": "constant", "base": 0.3}
    found = [float(learning_rate(constant, step)) for step in (0, 7)]
    assert_close(np.array(found), np.array([0.3, 0.3]), "learning_rate, constant")
    steps = {"kind": "step", "base": 0.8, "factor": 0.5, "every": 3}
    found = [float(learning_rate(steps, step)) for step in range(7)]
    right = np.array([0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2])
    assert_close(np.array(found), right, "learning_rate, step: steps 0 to 6")


@case(points=0.5)
def cosine_and_warmup(learning_rate):
    """falls along a cosine, after a linear beginning"""
    cosine = {"kind": "cosine", "base": 0.8, "total": 6}
    found = [float(learning_rate(cosine, step)) for step in (0, 2, 3, 4)]
    right = np.array([0.8, 0.6, 0.4, 0.2])
    assert_close(np.array(found), right, "learning_rate, cosine: steps 0, 2, 3 and 4 of 6")
    warmup = {"kind": "warmup", "base": 0.8, "warmup": 4, "total": 10}
    found = [float(learning_rate(warmup, step)) for step in (0, 1, 3, 4, 6, 7)]
    right = np.array([0.2, 0.4, 0.8, 0.8, 0.6, 0.4])
    assert_close(np.array(found), right, "learning_rate, warmup: steps 0, 1, 3, 4, 6 and 7 of 10")
