OK_FORMAT = False
name = "tie_filters (hidden)"
depends = ["transform_board"]
bonus = True

import numpy as np
from shared.policies import drawn_policy, drawn_positions

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(tie_filters, reference):
    """is right for every filter and channel by itself, and leaves w as it was"""
    w = rng().standard_normal((4, 2, 3, 3))  # equal axes: a filter is 3 x 3
    before = w.copy()
    assert_close(tie_filters(w), reference.tie_filters(w), "tie_filters")
    assert_unchanged(w, before, "tie_filters: w")


@case(points=0.5)
def equivariant(tie_filters, reference):
    """with tied filters, and p = 0, the scores turn with the board, to 1e-12"""
    random = rng()
    params = drawn_policy(random, (3, 4), 5)
    tied = {"p": np.zeros(25), "w": params["w"], "b1": params["b1"], "b2": params["b2"]}
    tied |= {key: tie_filters(params[key]) for key in ("W1", "W2")}
    planes = drawn_positions(random, 2, 5)["planes"].astype(float)
    scores, _ = reference.policy_forward(tied, planes)
    for k in range(1, 8):
        turned, _ = reference.policy_forward(tied, reference.transform_board(planes, k))
        boards = scores.reshape(2, 5, 5)  # equal axes: a board
        right = reference.transform_board(boards, k).reshape(2, 25)
        what = "the scores of a turned board with tie_filters"
        assert_close(turned, right, what, rtol=0.0, atol=1e-12)
