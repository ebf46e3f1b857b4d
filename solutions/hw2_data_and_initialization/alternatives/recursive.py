"""Small functions and recursion; polar draws made of two uniform ones."""

from functools import reduce
from operator import mul

import numpy as np


def fan_in(shape):
    inputs = shape[:1] if len(shape) == 2 else shape[1:]
    return reduce(mul, inputs)


def init_zeros(shape):
    return np.multiply(np.ones(shape), 0.0)


def _normal(count, rng):
    radius = np.sqrt(-2 * np.log(1 - rng.random(count)))
    return radius * np.cos(2 * np.pi * rng.random(count))


def init_normal(shape, std, rng):
    return std * _normal(reduce(mul, shape), rng).reshape(shape)


def init_xavier(shape, rng):
    return init_normal(shape, fan_in(shape) ** -0.5, rng)


def init_he(shape, rng):
    return init_normal(shape, 2**0.5 * fan_in(shape) ** -0.5, rng)


def activation_statistics(weights, x, activation):
    if activation not in ("tanh", "relu"):
        raise ValueError(activation)
    if not weights:
        return []
    h = x @ weights[0]
    h = np.tanh(h) if activation == "tanh" else np.where(h > 0, h, 0)
    return [(h.mean(), h.std()), *activation_statistics(weights[1:], h, activation)]
