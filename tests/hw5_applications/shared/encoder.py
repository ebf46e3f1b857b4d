"""The encoder as a layer with one output, for ``check_gradient``."""

import numpy as np


def as_layer(encode_forward, encode_backward):
    """A forward that gives (2, N, L), the mean above logvar, and its backward."""

    def forward(params, x):
        (mean, logvar), cache = encode_forward(params, x)
        return np.stack([mean, logvar]), cache

    def backward(dout, cache):
        return [encode_backward(dout[0], dout[1], cache)]

    forward.__name__, backward.__name__ = "encode_forward", "encode_backward"
    return forward, backward
