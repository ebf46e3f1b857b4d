# assignment: hw1_layers, function: tanh_backward, mistake: gradients clipped to [-1, 1]
# promise: "`dout` is the gradient of the loss by `out`"
import numpy as np


def tanh_forward(x):
    t = np.tanh(x)
    return t, t


def tanh_backward(dout, cache):
    t = cache
    return np.clip(dout * (1 - t ** 2), -1, 1)
