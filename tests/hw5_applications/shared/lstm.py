"""The step of an LSTM as a layer with one output, for ``check_gradient``."""

import numpy as np


def as_layer(lstm_step_forward, lstm_step_backward):
    """A forward that gives (2, N, H), next_h above next_c, and its backward."""

    def forward(*inputs):
        next_h, next_c, cache = lstm_step_forward(*inputs)
        return np.stack([next_h, next_c]), cache

    def backward(dout, cache):
        return lstm_step_backward(dout[0], dout[1], cache)

    backward.__name__ = "lstm_step_backward"
    return forward, backward
