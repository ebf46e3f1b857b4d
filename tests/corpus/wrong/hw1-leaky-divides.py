# assignment: hw1_layers, function: leaky_relu_forward, mistake: negative inputs divided by 1 / alpha: division by zero for alpha = 0
# promise: "Leaky ReLU's alpha may be 0."
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, x / (1 / alpha))
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, alpha)
    return dout * slope
