# assignment: hw1_layers, function: leaky_relu_backward, mistake: slope 0.01 whatever alpha is
# promise: "| leaky ReLU | x where x > 0, else alpha x | 1 or alpha |"
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, 0.01)
    return dout * slope
