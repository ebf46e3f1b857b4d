# assignment: hw1_layers, function: elu_forward, mistake: alpha left out of the forward
# promise: "x where x > 0, alpha (exp(x) - 1) elsewhere"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout * np.where(x > 0, 1.0, out + alpha)
    return dx
