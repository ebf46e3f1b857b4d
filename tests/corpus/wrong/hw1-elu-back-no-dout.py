# assignment: hw1_layers, function: elu_backward, mistake: dout forgotten in the negative branch
# promise: "`dout` is the gradient of the loss by `out`"
import numpy as np


def elu_forward(x, alpha=1.0):
    neg = alpha * (np.exp(np.minimum(x, 0)) - 1)
    out = np.where(x > 0, x, neg)
    return out, (x, out, alpha)


def elu_backward(dout, cache):
    x, out, alpha = cache
    dx = np.where(x > 0, dout, out + alpha)
    return dx
