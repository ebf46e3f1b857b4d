"""Uniform draws of the right standard deviation; weights drawn in another order."""

import numpy as np


def fan_in(shape):
    return int(np.prod(shape[1:])) if len(shape) == 4 else int(shape[0])


def _uniform(shape, std, rng):
    limit = 3**0.5 * std
    return rng.uniform(-limit, limit, shape)


def init_zeros(shape):
    return np.full(shape, 0.0)


def init_normal(shape, std, rng):
    flat = rng.standard_normal(int(np.prod(shape)))[::-1]
    return (flat * std).reshape(shape)


def init_xavier(shape, rng):
    return _uniform(shape, fan_in(shape) ** -0.5, rng)


def init_he(shape, rng):
    return _uniform(shape, (fan_in(shape) / 2) ** -0.5, rng)


def activation_statistics(weights, x, activation):
    act = {"tanh": np.tanh, "relu": lambda v: v.clip(0)}.get(activation)
    if act is None:
        raise ValueError(f"unknown {activation}")
    pairs, h = [], x
    for w in weights:
        h = act(np.einsum("nd,dm->nm", h, w))
        mean = h.sum() / h.size
        pairs.append([mean, np.sqrt(((h - mean) ** 2).sum() / h.size)])
    return pairs
