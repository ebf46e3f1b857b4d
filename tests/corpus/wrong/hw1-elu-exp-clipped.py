# assignment: hw1_layers, function: elu_forward, mistake: x clipped to [-5, 0] in the exponent
# promise: "are exact far from 0, at x = ±1000"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.clip(x, -5, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout * np.where(x > 0, 1.0, out + alpha)
    return dx
