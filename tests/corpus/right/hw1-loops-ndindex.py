# assignment: hw1_layers
import math

import numpy as np

# Everything element by element, as on paper.


def affine_forward(x, w, b):
    n, (d, m) = x.shape[0], w.shape
    rows = x.reshape(n, d)
    out = np.zeros((n, m))
    for i, j in np.ndindex(n, m):
        out[i, j] = math.fsum(rows[i, k] * w[k, j] for k in range(d)) + b[j]
    return out, dict(x=x, w=w)


def affine_backward(dout, cache):
    x, w = cache["x"], cache["w"]
    n, (d, m) = x.shape[0], w.shape
    rows = x.reshape(n, d)
    dx, dw, db = np.zeros((n, d)), np.zeros((d, m)), np.zeros(m)
    for i, j, k in np.ndindex(n, m, d):
        dx[i, k] += dout[i, j] * w[k, j]
        dw[k, j] += dout[i, j] * rows[i, k]
    for i, j in np.ndindex(n, m):
        db[j] += dout[i, j]
    return dx.reshape(x.shape), dw, db


def relu_forward(x):
    out = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            out[index] = x[index]
    return out, out.copy()


def relu_backward(dout, cache):
    dx = np.zeros(cache.shape)
    for index in np.ndindex(cache.shape):
        if cache[index] > 0:
            dx[index] = dout[index]
    return dx


def saturation_fraction(x, kind):
    if kind not in ("sigmoid", "tanh"):
        raise ValueError(kind)
    count = 0
    for v in np.ravel(x).tolist():
        if kind == "tanh":
            count += 1 - math.tanh(v) ** 2 < 0.01
        else:
            e = math.exp(-abs(v))
            count += e / (1 + e) ** 2 < 0.01 * 0.25
    return count / np.size(x)


def dead_relu_fraction(activations):
    units = activations.shape[1]
    alive = set()
    for index in np.ndindex(activations.shape):
        if activations[index] != 0:
            alive.add(index[1])
    return (units - len(alive)) / units
