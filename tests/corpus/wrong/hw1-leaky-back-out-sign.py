# assignment: hw1_layers, function: leaky_relu_backward, mistake: asks whether out < 0, which it never is for alpha = 0
# promise: "Leaky ReLU's alpha may be 0."
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, (out, alpha)


def leaky_relu_backward(dout, cache):
    out, alpha = cache
    slope = np.where(out < 0, alpha, 1.0)
    return dout * slope
