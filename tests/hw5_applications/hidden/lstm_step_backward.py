OK_FORMAT = False
name = "lstm_step_backward (hidden)"
depends = ["lstm_step_forward"]
bonus = True

import numpy as np
from shared.recurrent import lstm_inputs

from autograder.checks import Skipped, assert_close, assert_unchanged, case, rng

NAMES = ("dx", "dprev_h", "dprev_c", "dWx", "dWh", "db")


@case(points=0.25)
def values(lstm_step_forward, lstm_step_backward, reference):
    """all gradients are right where there are more units than inputs"""
    random = rng()
    inputs = lstm_inputs(random, 3, 2, 5).values()
    *states, own = lstm_step_forward(*inputs)
    *rights, cache = reference.lstm_step_forward(*inputs)
    for state, right in zip(states, rights, strict=True):
        if np.shape(state) != right.shape or not np.allclose(state, right):
            raise Skipped("fix lstm_step_forward first")
    dnext_h, dnext_c = random.standard_normal((2, 3, 5))
    found = lstm_step_backward(dnext_h, dnext_c, own)
    expected = reference.lstm_step_backward(dnext_h, dnext_c, cache)
    for what, gradient, right in zip(NAMES, found, expected, strict=True):
        assert_close(gradient, right, f"lstm_step_backward: {what}")


@case(points=0.25)
def upstream_kept(lstm_step_forward, lstm_step_backward):
    """leaves dnext_h and dnext_c as they were"""
    random = rng()
    *_, cache = lstm_step_forward(*lstm_inputs(random, 3, 2, 5).values())
    dnext_h, dnext_c = random.standard_normal((2, 3, 5))
    before = dnext_h.copy(), dnext_c.copy()
    lstm_step_backward(dnext_h, dnext_c, cache)
    assert_unchanged(dnext_h, before[0], "lstm_step_backward: dnext_h")
    assert_unchanged(dnext_c, before[1], "lstm_step_backward: dnext_c")
