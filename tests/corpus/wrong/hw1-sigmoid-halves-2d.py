# assignment: hw1_layers, function: sigmoid_forward, mistake: loops over rows and columns: only matrices, images fail
# promise: "x of any shape"
import numpy as np


def sigmoid_forward(x):
    N, D = x.shape
    out = np.zeros((N, D))
    for i in range(N):
        for j in range(D):
            v = x[i, j]
            if v > 0:
                out[i, j] = 1 / (1 + np.exp(-v))
            else:
                out[i, j] = np.exp(v) / (1 + np.exp(v))
    return out, out.copy()


def sigmoid_backward(dout, cache):
    return dout * cache * (1 - cache)
