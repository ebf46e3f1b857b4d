# assignment: hw1_layers, function: elu_forward, mistake: exp(x) of all x: overflow warning at 1000
# promise: "Exact and silent for any x."
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(x) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout * np.where(x > 0, 1.0, out + alpha)
    return dx
