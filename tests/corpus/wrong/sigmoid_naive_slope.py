# assignment: hw1_layers, function: sigmoid_backward, mistake: the slope is computed from x and is NaN for x = -1000
# written: after the tests had been read
import numpy as np


def sigmoid_forward(x):
    out = np.empty(x.shape)
    pos = x >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-x[pos]))
    e = np.exp(x[~pos])
    out[~pos] = e / (1.0 + e)
    return out, x


def sigmoid_backward(dout, x):
    e = np.exp(-x)
    return dout * e / (1 + e) ** 2
