# assignment: hw1_layers, function: leaky_relu_forward, mistake: relu(x) + alpha x: slope 1 + alpha above 0
# promise: "out = x where x > 0, alpha x elsewhere"
import numpy as np


def leaky_relu_forward(x, alpha=0.01):
    out = np.maximum(0, x) + alpha * x
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    slope = np.where(x > 0, 1.0, alpha)
    return dout * slope
