"""As a beginner writes it."""
import math

import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    total = 1
    for size in shape[1:]:
        total = total * size
    return total


def init_zeros(shape):
    return np.zeros(shape, dtype=np.float64)


def init_normal(shape, std, rng):
    return rng.normal(0.0, std, size=shape)


def init_xavier(shape, rng):
    return rng.normal(loc=0, scale=1 / math.sqrt(fan_in(shape)), size=shape)


def init_he(shape, rng):
    return rng.normal(loc=0, scale=math.sqrt(2) / math.sqrt(fan_in(shape)), size=shape)


def activation_statistics(weights, x, activation):
    result = []
    h = x
    for W in weights:
        if activation == "tanh":
            h = np.tanh(h.dot(W))
        elif activation == "relu":
            h = h.dot(W)
            h[h < 0] = 0
        else:
            raise ValueError("unknown activation")
        result.append((np.mean(h), np.std(h)))
    return result
