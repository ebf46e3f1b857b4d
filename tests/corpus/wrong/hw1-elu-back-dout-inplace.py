# assignment: hw1_layers, function: elu_backward, mistake: dout changed through a view
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout[...]
    dx *= np.where(x > 0, 1.0, out + alpha)
    return dx
