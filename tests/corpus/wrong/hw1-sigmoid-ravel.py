# assignment: hw1_layers, function: sigmoid_forward, mistake: loop over x.ravel() gives out a flat array
# promise: "take an x of any shape and give out the same one"
import math

import numpy as np


def _s(v):
    if v < 0:
        return math.exp(v) / (1 + math.exp(v))
    return 1 / (1 + math.exp(-v))


def sigmoid_forward(x):
    out = np.array([_s(v) for v in x.ravel()])
    return out, (out, x.shape)


def sigmoid_backward(dout, cache):
    s, shape = cache
    return np.reshape(dout, -1).reshape(shape) * (s * (1 - s)).reshape(shape)
