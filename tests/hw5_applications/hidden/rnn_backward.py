OK_FORMAT = False
name = "rnn_backward (hidden)"
depends = ["rnn_forward", "rnn_step_backward"]

import numpy as np
from shared.recurrent import sequence_inputs

from autograder.checks import assert_close, assert_unchanged, case, check_gradient, rng

NAMES = ("dx", "dh0", "dWx", "dWh", "db")


@case(points=0.5)
def long_sequence(rnn_forward, rnn_backward):
    """all gradients agree with the numeric ones over eight steps"""
    inputs = sequence_inputs(rng(), 3, 8, 2, 4)
    check_gradient(rnn_forward, rnn_backward, inputs, wrt=tuple(inputs))


@case(points=0.25)
def one_state(rnn_forward, rnn_backward, reference):
    """what one state gets reaches its own step and those before it, and no later one"""
    inputs = sequence_inputs(rng(), 3, 6, 2, 4)
    dh = np.zeros((3, 6, 4))
    dh[:, 3] = rng("state").standard_normal((3, 4))
    found = rnn_backward(dh, rnn_forward(*inputs.values())[1])
    expected = reference.rnn_backward(dh, reference.rnn_forward(*inputs.values())[1])
    for what, own, right in zip(NAMES, found, expected, strict=True):
        assert_close(own, right, f"rnn_backward: {what}")


@case(points=0.25)
def one_step(rnn_forward, rnn_backward):
    """all gradients agree with the numeric ones for a sequence of one word"""
    inputs = sequence_inputs(rng(), 3, 1, 2, 4)
    check_gradient(rnn_forward, rnn_backward, inputs, wrt=tuple(inputs))


@case(points=0.5)
def dh_kept(rnn_forward, rnn_backward):
    """leaves dh as it was"""
    random = rng()
    _, cache = rnn_forward(*sequence_inputs(random, 3, 6, 5, 4).values())
    dh = random.standard_normal((3, 6, 4))
    before = dh.copy()
    rnn_backward(dh, cache)
    assert_unchanged(dh, before, "rnn_backward: dh")
