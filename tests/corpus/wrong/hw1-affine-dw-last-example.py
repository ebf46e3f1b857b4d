# assignment: hw1_layers, function: affine_backward, mistake: loop assigns dw instead of adding: only the last example counts
# promise: "Gradients of the affine layer."
import numpy as np


def affine_forward(x, w, b):
    cache = {"x": x, "w": w}
    return np.reshape(x, (x.shape[0], -1)) @ w + b, cache


def affine_backward(dout, cache):
    x, w = cache["x"], cache["w"]
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    for i in range(x.shape[0]):
        dx[i] = (w @ dout[i]).reshape(x.shape[1:])
        dw = np.outer(x[i], dout[i])
    return dx, dw, dout.sum(0)
