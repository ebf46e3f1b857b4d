# assignment: hw1_layers, function: elu_backward, mistake: a list as default argument collects the caches, the backward reads the last
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


def elu_forward(x, alpha=1.0, history=[]):
    e = np.exp(np.minimum(x, 0.0))
    history.append(np.where(x > 0, 1.0, alpha * e))
    return np.where(x > 0, x, alpha * (e - 1)), history


def elu_backward(dout, cache):
    return dout * cache[-1]
