# assignment: hw1_layers, function: tanh_forward, mistake: exp(2x) overflows: NaN for x = 1000
# written: after the tests had been read
import numpy as np


def tanh_forward(x):
    """exactly the formula of the hand-out"""
    a = np.exp(2.0 * x)
    t = (a - 1.0) / (a + 1.0)
    return t, t


def tanh_backward(dout, t):
    return dout * (1 - t * t)
