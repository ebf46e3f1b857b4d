# assignment: hw1_layers, function: sigmoid_forward, mistake: the output buffer is float32
# promise: "Arrays are float64, those you are given and those you return"
import numpy as np


def sigmoid_forward(x):
    out = np.zeros(x.shape, dtype=np.float32)
    pos = x >= 0
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    ex = np.exp(x[~pos])
    out[~pos] = ex / (1 + ex)
    return out, (x,)


def sigmoid_backward(dout, cache):
    (x,) = cache
    e = np.exp(-np.abs(x))
    return dout * e / (1 + e) ** 2
