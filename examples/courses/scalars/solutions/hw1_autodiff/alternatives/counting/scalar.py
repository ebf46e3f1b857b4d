"""Operations from a few others: quotients and differences of products and powers."""

import math
from collections import namedtuple

import autodiff

History = namedtuple("History", "inputs slopes")


class Scalar:
    def __init__(self, value, history=None):
        self.value, self.history, self.derivative = float(value), history, 0.0

    def __repr__(self):
        return f"Scalar({self.value:g})"

    def __float__(self):
        return self.value

    def _one(self, value, slope):
        return Scalar(value, History((self,), (slope,)))

    def _two(self, other, value, slopes):
        if not isinstance(other, Scalar):
            return self._one(value, slopes[0])
        return Scalar(value, History((self, other), slopes))

    def __add__(self, other):
        return self._two(other, self.value + float(other), (1.0, 1.0))

    __radd__ = __add__

    def __sub__(self, other):
        return self._two(other, self.value - float(other), (1.0, -1.0))

    def __rsub__(self, other):
        return self._one(float(other) - self.value, -1.0)

    def __mul__(self, other):
        b = float(other)
        return self._two(other, self.value * b, (b, self.value))

    __rmul__ = __mul__

    def __truediv__(self, other):
        inverse = float(other) ** -1
        return self._two(other, self.value * inverse, (inverse, -self.value * inverse * inverse))

    def __rtruediv__(self, other):
        found = float(other) / self.value
        return self._one(found, -found / self.value)

    def __neg__(self):
        return self * -1

    def __pow__(self, exponent):
        if exponent == 0:
            return self._one(1.0, 0.0)
        return self._one(self.value**exponent, exponent * self.value ** (exponent - 1))

    def __lt__(self, other):
        return self.value < float(other)

    def __gt__(self, other):
        return self.value > float(other)

    def exp(self):
        return self._one(math.exp(self.value), math.exp(self.value))

    def log(self):
        return self._one(math.log(self.value), self.value**-1)

    def relu(self):
        return self._one(self.value, 1.0) if self.value > 0 else self._one(0.0, 0.0)

    def sigmoid(self):
        if self.value < 0:
            power = math.exp(self.value)
            return self._one(power / (1 + power), power / (1 + power) ** 2)
        power = math.exp(-self.value)
        return self._one(1 / (1 + power), power / (1 + power) ** 2)

    def tanh(self):
        t = math.tanh(self.value)
        return self._one(t, (1 - t) * (1 + t))

    def backward(self, derivative=1.0):
        autodiff.backpropagate(self, derivative)
