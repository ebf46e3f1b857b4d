# assignment: hw1_layers, function: elu_backward, mistake: cache without alpha, 1.0 assumed
# promise: "1 or alpha e^x"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out)


def elu_backward(dout, cache):
    x, out = cache
    alpha = 1.0
    dx = dout * np.where(x > 0, 1.0, out + alpha)
    return dx
