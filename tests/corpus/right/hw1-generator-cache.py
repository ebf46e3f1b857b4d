# assignment: hw1_layers
import numpy as np

# The cache is a coroutine: send it dout, it answers with the gradients, as often as you like.


def primed(f):
    def start(*args):
        g = f(*args)
        next(g)
        return g

    return start


@primed
def _affine(x, w):
    rows = x.reshape(x.shape[0], w.shape[0])
    answer = None
    while True:
        dout = yield answer
        answer = (dout @ w.T).reshape(x.shape), rows.T @ dout, dout.sum(axis=0)


@primed
def _pointwise(slope):
    answer = None
    while True:
        answer = (yield answer) * slope


def affine_forward(x, w, b):
    return x.reshape(x.shape[0], w.shape[0]) @ w + b, _affine(x, w)


def relu_forward(x):
    return np.where(x > 0, x, 0.0), _pointwise(np.where(x > 0, 1.0, 0.0))


def tanh_forward(x):
    t = np.tanh(x)
    return t, _pointwise(1 - t * t)


def affine_backward(dout, cache):
    return cache.send(dout)


def relu_backward(dout, cache):
    return cache.send(dout)


def tanh_backward(dout, cache):
    return cache.send(dout)
