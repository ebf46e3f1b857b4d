# assignment: hw1_layers, function: leaky_relu_backward, mistake: gradient 0 below 0, as for ReLU
# promise: "| leaky ReLU | x where x > 0, else alpha x | 1 or alpha |"
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.where(x > 0, x, alpha * x)
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    dx = np.array(dout)
    dx[x <= 0] = 0
    return dx
