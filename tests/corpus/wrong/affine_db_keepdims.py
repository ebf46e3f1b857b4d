# assignment: hw1_layers, function: affine_backward, mistake: db has shape (1, M)
# written: after the tests had been read
import numpy as np


def affine_forward(x, w, b):
    X = np.reshape(x, (x.shape[0], -1))
    return np.dot(X, w) + b, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    X = np.reshape(x, (x.shape[0], -1))
    dx = np.dot(dout, w.T).reshape(x.shape)
    dw = np.dot(X.T, dout)
    db = np.sum(dout, axis=0, keepdims=True)  # keep it 2-D so that it broadcasts
    return dx, dw, db
