# assignment: hw1_layers, function: elu_forward, mistake: result written into x
# promise: "do not write into x"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    keep = np.array(x)
    out = x
    np.copyto(out, neg, where=keep <= 0)
    return out, (keep, np.array(out), alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout * np.where(x > 0, 1.0, out + alpha)
    return dx
