"""The further reading, loop by loop."""
import math

import numpy as np


def init_orthogonal(shape, gain, rng):
    rows, columns = shape[0], int(np.prod(shape[1:]))
    w = rng.normal(size=(rows, columns))
    tall = rows > columns
    if tall:
        w = w.T
    w = w.copy()
    for i in range(len(w)):  # Gram and Schmidt, twice for the rounding
        for _ in range(2):
            for j in range(i):
                w[i] -= (w[i] @ w[j]) * w[j]
            w[i] /= np.sqrt(w[i] @ w[i])
    if tall:
        w = w.T
    return (gain * w).reshape(shape)


def random_walk_gain(width, activation):
    if activation == "linear":
        return math.exp(0.5 / width)
    elif activation == "relu":
        return math.sqrt(2) * math.exp(1.2 / (max(6, width) - 2.4))
    else:
        raise ValueError(activation)


def act(name, a):
    return np.tanh(a) if name == "tanh" else np.where(a > 0, a, 0)


def init_lsuv(weights, x, activation):
    new = [w.copy() for w in weights]
    for l in range(len(new)):
        h = x
        for k in range(l):
            h = act(activation, h @ new[k])
        new[l] /= np.std(h @ new[l])
    return new


def init_data_dependent(weights, x, activation):
    pairs = []
    h = x
    for w in weights:
        w, b = w.copy(), np.zeros(w.shape[1])
        for j in range(w.shape[1]):
            column = h @ w[:, j]
            s = column.std()
            if s > 0:
                w[:, j] /= s
                b[j] = -column.mean() / s
            else:
                b[j] = -column.mean()
        pairs.append((w, b))
        h = act(activation, h @ w + b)
    return pairs


def init_fixup(shapes, branches, rng):
    m = len(shapes)
    out = []
    for shape in shapes[:-1]:
        inputs = shape[0] if len(shape) == 2 else shape[1] * shape[2] * shape[3]
        out.append(rng.normal(0, math.sqrt(2 / inputs), shape) / branches ** (1 / (2 * m - 2)))
    out.append(np.zeros(shapes[-1]))
    return out


def lottery_mask(weights, fraction):
    size = np.abs(weights).ravel()
    order = sorted(range(len(size)), key=lambda i: size[i])
    mask = np.ones(len(size), dtype=bool)
    for i in order[: int(fraction * len(size))]:
        mask[i] = False
    return mask.reshape(weights.shape)


def rewind(initial, trained, mask):
    out = np.zeros_like(initial)
    out[mask] = initial[mask]
    return out
