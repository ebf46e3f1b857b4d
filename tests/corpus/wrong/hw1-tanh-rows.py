# assignment: hw1_layers, function: tanh_forward, mistake: a loop over the rows of a matrix: vectors and images fail
# promise: "take an x of any shape"
from math import tanh

import numpy as np


def tanh_forward(x):
    out = np.array([[tanh(v) for v in row] for row in x])
    return out, out


def tanh_backward(dout, cache):
    return dout - dout * cache * cache
