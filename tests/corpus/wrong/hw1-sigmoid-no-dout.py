# assignment: hw1_layers, function: sigmoid_backward, mistake: upstream gradient forgotten: right where dout is ones
# promise: "`dout` is the gradient of the loss by `out`"
import numpy as np


def sigmoid_forward(x):
    e = np.exp(-np.abs(x))
    out = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dx = s * (1 - s) * np.ones_like(dout)
    return dx
