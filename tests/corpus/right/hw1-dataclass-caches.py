# assignment: hw1_layers
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Affine(NamedTuple):
    rows: np.ndarray
    weights: np.ndarray
    shape: tuple


@dataclass(frozen=True)
class Slope:
    """What an element-wise layer needs: its local gradient."""

    values: np.ndarray

    def times(self, dout):
        return np.multiply(self.values, dout)


def affine_forward(x, w, b):
    saved = Affine(np.array([v.ravel() for v in x]).reshape(len(x), len(w)), w.copy(), x.shape)
    return np.matmul(saved.rows, w) + b, saved


def affine_backward(dout, cache):
    return (
        np.matmul(dout, cache.weights.T).reshape(cache.shape),
        np.matmul(cache.rows.T, dout),
        np.add.reduce(dout, axis=0),
    )


def sigmoid_forward(x):
    z = np.exp(-np.fabs(x))
    small = z / (1 + z)
    return np.where(x < 0, small, 1 / (1 + z)), Slope(small / (1 + z))


def tanh_forward(x):
    z = np.exp(-2 * np.fabs(x))
    return np.copysign(-np.expm1(-2 * np.fabs(x)) / (1 + z), x), Slope(4 * z / (1 + z) ** 2)


def relu_forward(x):
    return np.fmax(x, 0.0), Slope(np.heaviside(x, 0.5))


def leaky_relu_forward(x, alpha=0.01):
    slope = np.where(x < 0, float(alpha), 1.0)
    return slope * x, Slope(slope)


def elu_forward(x, alpha=1.0):
    tail = np.exp(-np.fabs(x)) * alpha
    return np.where(x > 0, x, tail - alpha), Slope(np.where(x > 0, 1.0, tail))


def _times(dout, cache):
    return cache.times(dout)


sigmoid_backward = tanh_backward = relu_backward = leaky_relu_backward = elu_backward = _times
