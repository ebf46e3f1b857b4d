# assignment: hw1_layers, function: elu_backward, mistake: e^x without alpha
# promise: "1 or alpha e^x"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = dout * np.where(x > 0, 1.0, np.exp(np.minimum(x, 0)))
    return dx
