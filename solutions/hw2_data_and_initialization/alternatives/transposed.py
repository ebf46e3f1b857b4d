"""Draws transposed arrays, so that results are views; truncation by rejection is not needed."""

import numpy as np


def fan_in(shape):
    outputs = shape[1] if len(shape) == 2 else shape[0]
    return np.prod(shape) // outputs


def init_zeros(shape):
    return np.zeros(shape[::-1]).T


def init_normal(shape, std, rng):
    return rng.normal(scale=std, size=shape[::-1]).T


def init_xavier(shape, rng):
    return init_normal(shape, np.reciprocal(np.sqrt(float(fan_in(shape)))), rng)


def init_he(shape, rng):
    return np.sqrt(2.0) * init_xavier(shape, rng)


def activation_statistics(weights, x, activation):
    if activation == "relu":
        f = lambda v: v * (v > 0)
    elif activation == "tanh":
        f = lambda v: 1 - 2 / (np.exp(2 * v) + 1)
    else:
        raise ValueError(activation)
    stats = ()
    for w in weights:
        x = f(w.T @ x.T).T
        stats += ((x.mean(), np.sqrt(np.square(x).mean() - x.mean() ** 2)),)
    return stats
