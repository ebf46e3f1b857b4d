OK_FORMAT = False
name = "rnn_backward"
depends = ["rnn_forward", "rnn_step_backward"]

import numpy as np
from shared.recurrent import sequence_inputs

from autograder.checks import assert_close, case, check_gradient, rng


@case(points=0.5)
def gradient(rnn_forward, rnn_backward):
    """dx, dh0, dWx, dWh and db agree with the numeric gradient"""
    inputs = sequence_inputs(rng(), 2, 3, 5, 4)
    check_gradient(rnn_forward, rnn_backward, inputs, wrt=tuple(inputs))


def states_of(weight, steps):
    """The states of one unit that sees nothing but itself, from 1 on."""
    states = [1.0]
    for _ in range(steps):
        states.append(float(np.tanh(weight * states[-1])))
    return states[1:]


@case(points=0.5)
def last_step_alone(rnn_forward, rnn_backward):
    """carries what the last state gets back to the first step and to h0"""
    zero, one, half = np.zeros((1, 3, 1)), np.ones((1, 1)), np.full((1, 1), 0.5)
    _, cache = rnn_forward(zero, one, 2 * one, half, np.zeros(1))
    dx, dh0, *_ = rnn_backward(np.array([[[0.0], [0.0], [1.0]]]), cache)
    first, second, third = (1 - h**2 for h in states_of(0.5, 3))  # the slopes of the tanh
    expected = np.array([0.5 * first * second * third, second * third, 2 * third])
    assert_close(dx, expected.reshape(1, 3, 1), "rnn_backward: dx")
    assert_close(dh0, 0.125 * first * second * third * one, "rnn_backward: dh0")
