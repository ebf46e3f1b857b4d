# assignment: hw1_layers, function: leaky_relu_backward, mistake: alpha of the last forward, from a global
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


ALPHA = 0.01


def leaky_relu_forward(x, alpha=0.01):
    global ALPHA
    ALPHA = alpha
    return np.maximum(x, 0) + alpha * np.minimum(x, 0), x


def leaky_relu_backward(dout, cache):
    dx = dout.copy()
    dx[cache <= 0] *= ALPHA
    return dx
