# assignment: hw1_layers, function: leaky_relu_backward, mistake: slopes kept in a whole-number array: alpha becomes 0
# promise: "| leaky ReLU | x where x > 0, else alpha x | 1 or alpha |"
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.ones(x.shape, dtype=int)
    slope[x <= 0] = alpha
    return dout * slope
