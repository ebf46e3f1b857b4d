# assignment: hw1_layers, function: elu_backward, mistake: out += alpha changes the cache and the output
# promise: "A cache may be used twice: leave it as it is."
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    out += alpha
    dx = dout * np.where(x > 0, 1.0, out)
    return dx
