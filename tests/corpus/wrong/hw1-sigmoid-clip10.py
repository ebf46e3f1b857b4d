# assignment: hw1_layers, function: sigmoid_forward, mistake: x clipped to [-10, 10]: 4.5e-5 far out
# promise: "are exact far from 0, at x = ±1000"
import numpy as np


def sigmoid_forward(x):
    z = np.clip(x, -10, 10)
    out = 1 / (1 + np.exp(-z))
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    dx = dout * s * (1 - s)
    return dx
