OK_FORMAT = False
name = "init_orthogonal"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_drawn, case, rng


@case(points=1)
def square(init_orthogonal):
    """W W^T is gain^2 times the identity"""
    w = init_orthogonal((40, 40), 2.0, rng("weights"))
    assert_close(w @ w.T, 4 * np.eye(40), "init_orthogonal: W W^T")


@case(points=0.5)
def from_rng(init_orthogonal):
    """draws from the generator it is given"""
    random = rng("weights")
    first, second = (init_orthogonal((200, 250), 1.0, random) for _ in range(2))
    assert_drawn(first, second, "init_orthogonal")
    again = init_orthogonal((200, 250), 1.0, rng("weights"))
    assert_close(again, first, "init_orthogonal with an equal generator")
