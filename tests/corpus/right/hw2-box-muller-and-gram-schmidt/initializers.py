# assignment: hw2_data_and_initialization
import numpy as np


import math


def _gauss(shape, rng):
    u = 1.0 - rng.random(shape)  # never 0
    v = rng.random(shape)
    return np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * math.pi * v)


def fan_in(shape):
    return math.prod(shape[1:]) if len(shape) > 2 else shape[0]


def init_normal(shape, std, rng):
    return std * _gauss(shape, rng)


def init_xavier(shape, rng):
    return init_normal(shape, 1.0 / math.sqrt(fan_in(shape)), rng)


def init_he(shape, rng):
    return init_normal(shape, math.sqrt(2.0 / fan_in(shape)), rng)


def init_orthogonal(shape, gain, rng):
    rows, cols = shape[0], math.prod(shape[1:])
    short, long = min(rows, cols), max(rows, cols)
    basis = np.zeros((short, long))
    for i in range(short):
        v = _gauss((long,), rng)
        for _ in range(3):  # Gram and Schmidt, three times against rounding
            v = v - basis[:i].T @ (basis[:i] @ v)
            v = v / np.linalg.norm(v)
        basis[i] = v
    matrix = basis if rows <= cols else basis.T
    return np.ascontiguousarray(gain * matrix).reshape(shape)


def init_fixup(shapes, branches, rng):
    m = len(shapes)
    factor = math.exp(-math.log(branches) / (2 * m - 2))
    return [init_he(s, rng) * factor if i + 1 < m else np.zeros(s) for i, s in enumerate(shapes)]


def random_walk_gain(width, activation):
    if activation == "relu":
        w = width if width > 6 else 6
        return math.sqrt(2.0) * math.exp(1.2 / (w - 2.4))
    if activation != "linear":
        raise ValueError("linear or relu, not %r" % (activation,))
    return math.exp(0.5 / width)
