OK_FORMAT = False
name = "rnn_forward"
depends = ["rnn_step_forward"]

import numpy as np
from shared.recurrent import sequence_inputs

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def step_by_step(rnn_forward):
    """gives the state after each step, each from the one before it"""
    inputs = sequence_inputs(rng(), 2, 3, 5, 4)
    h, _ = rnn_forward(*inputs.values())
    state, states = inputs["h0"], []
    for t in range(3):
        state = np.tanh(inputs["x"][:, t] @ inputs["Wx"] + state @ inputs["Wh"] + inputs["b"])
        states.append(state)
    assert_close(h, np.stack(states, axis=1), "rnn_forward: h")
