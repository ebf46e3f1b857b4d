# assignment: hw1_layers, function: elu_forward, mistake: the output starts as np.full(x.shape, alpha): whole numbers where alpha is given as 2
# promise: "what you return is float64 too"
import numpy as np


def elu_forward(x, alpha=1.0):
    out = np.full(x.shape, alpha)
    pos = x > 0
    out[pos] = x[pos]
    out[~pos] = alpha * (np.exp(x[~pos]) - 1)
    return out, (x, alpha)


def elu_backward(dout, cache):
    x, alpha = cache
    return dout * np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0)))
