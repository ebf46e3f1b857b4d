# assignment: hw1_layers
import numpy as np


class Dual:
    """value + slope * eps: the forward carries its own derivative."""

    def __init__(self, value, slope):
        self.value, self.slope = value, slope

    def __neg__(self):
        return Dual(-self.value, -self.slope)

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.value + other.value, self.slope + other.slope)
        return Dual(self.value + other, self.slope)

    def __sub__(self, other):
        return self + (-other)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)
        return Dual(self.value * other, self.slope * other)

    __radd__, __rmul__ = __add__, __mul__

    def reciprocal(self):
        return Dual(1 / self.value, -self.slope / (self.value * self.value))

    def exp(self):
        e = np.exp(self.value)
        return Dual(e, e * self.slope)

    @staticmethod
    def where(mask, a, b):
        return Dual(np.where(mask, a.value, b.value), np.where(mask, a.slope, b.slope))


def _variable(x):
    return Dual(np.array(x), np.ones(x.shape))


def _minus_abs(x):
    v = _variable(x)
    return Dual.where(x > 0, -v, v)


def sigmoid_forward(x):
    e = _minus_abs(x).exp()
    r = (e + 1.0).reciprocal()
    d = Dual.where(x > 0, r, e * r)
    return d.value, d.slope


def tanh_forward(x):
    e = (2.0 * _minus_abs(x)).exp()
    t = (e - 1.0) * (e + 1.0).reciprocal()
    d = Dual.where(x > 0, -t, t)
    return d.value, d.slope


def relu_forward(x):
    d = Dual.where(x > 0, _variable(x), Dual(np.zeros(x.shape), np.zeros(x.shape)))
    return d.value, d.slope


def leaky_relu_forward(x, alpha=0.01):
    d = Dual.where(x > 0, _variable(x), _variable(x) * alpha)
    return d.value, d.slope


def elu_forward(x, alpha=1.0):
    d = Dual.where(x > 0, _variable(x), (_minus_abs(x).exp() - 1.0) * alpha)
    return d.value, d.slope


def _chain(dout, cache):
    return dout * cache


sigmoid_backward = tanh_backward = relu_backward = leaky_relu_backward = elu_backward = _chain
