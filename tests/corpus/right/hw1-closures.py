# assignment: hw1_layers
import numpy as np

# The cache is the backward function itself.


def affine_forward(x, w, b):
    rows = x.reshape(len(x), w.shape[0])

    def back(g):
        return np.inner(g, w).reshape(x.shape), np.inner(rows.T, g.T), np.ones(len(g)) @ g

    return np.add(rows.dot(w), b), back


def sigmoid_forward(x):
    out = np.exp(-np.logaddexp(0.0, -x))
    return out, lambda g: g * out * np.exp(-np.logaddexp(0.0, x))


def tanh_forward(x):
    t = np.tanh(x)
    return t, lambda g: g - g * t * t


def relu_forward(x):
    positive = x > 0
    return np.where(positive, x, 0.0), lambda g: np.where(positive, g, 0.0)


def leaky_relu_forward(x, alpha=0.01):
    def back(g):
        return g * (alpha + (1 - alpha) * (x > 0))

    return np.maximum(x, 0.0) + alpha * np.minimum(x, 0.0), back


def prelu_forward(x, alpha):
    per_channel = np.ndim(alpha) == 1
    a = np.reshape(alpha, (-1,) + (1,) * (x.ndim - 2)) if per_channel else alpha
    negative = np.minimum(x, 0.0)

    def back(g):
        dx = np.where(x > 0, g, a * g)
        shared = g * negative
        if per_channel:
            return dx, shared.swapaxes(0, 1).reshape(len(alpha), -1).sum(1)
        return dx, np.asarray(shared.sum())

    return np.maximum(x, 0.0) + a * negative, back


def elu_forward(x, alpha=1.0):
    low = np.minimum(x, 0.0)
    return np.maximum(x, 0.0) + alpha * np.expm1(low), lambda g: g * np.where(x > 0, 1.0, alpha * np.exp(low))


def _call(dout, cache):
    return cache(dout)


affine_backward = sigmoid_backward = tanh_backward = relu_backward = _call
leaky_relu_backward = prelu_backward = elu_backward = _call
