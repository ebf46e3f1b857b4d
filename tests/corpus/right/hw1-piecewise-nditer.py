# assignment: hw1_layers
import numpy as np


def sigmoid_forward(x):
    with np.errstate(over="ignore"):
        out = 1.0 / (1.0 + np.exp(-x))
    return out, out


def sigmoid_backward(dout, cache):
    return (cache - cache * cache) * dout


def tanh_forward(x):
    """2 sigmoid(2x) - 1, the sigmoid of the side where nothing overflows."""
    e = np.exp(-2.0 * np.abs(x))
    out = np.sign(x) * (2.0 / (1.0 + e) - 1.0)
    return out, (out,)


def tanh_backward(dout, cache):
    (t,) = cache
    return np.multiply(dout, 1.0 - np.square(t))


def elu_forward(x, alpha=1.0):
    out = np.piecewise(x, [x > 0], [lambda v: v, lambda v: alpha * np.expm1(v)])
    return out, (x, alpha)


def elu_backward(dout, cache):
    x, alpha = cache
    return dout * np.piecewise(x, [x > 0], [1.0, lambda v: alpha * np.exp(v)])


def leaky_relu_forward(x, alpha=0.01):
    out = np.empty(x.shape)
    with np.nditer([x, out], ["zerosize_ok"], [["readonly"], ["writeonly"]]) as it:
        for v, o in it:
            o[...] = v if v > 0 else alpha * v
    return out, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    return np.select([x > 0, x < 0], [dout, alpha * dout], default=0.5 * (1 + alpha) * dout)


def relu_forward(x):
    return np.where(np.signbit(x), 0.0, x), np.sign(x)


def relu_backward(dout, cache):
    return dout * (1 + cache) / 2
