"""The further reading by other formulas."""
import numpy as np


def init_orthogonal(shape, gain, rng):
    a = rng.uniform(-1, 1, (shape[0], int(np.prod(shape[1:]))))
    u, _, vt = np.linalg.svd(a, full_matrices=False)
    return np.reshape(gain * (u @ vt), shape)


def random_walk_gain(width, activation):
    gains = {
        "linear": lambda n: np.exp(1 / (2 * n)),
        "relu": lambda n: np.exp(0.5 * np.log(2) + 1.2 / (np.maximum(n, 6) - 2.4)),
    }
    if activation not in gains:
        raise ValueError("unknown activation")
    return gains[activation](width)


def init_lsuv(weights, x, activation):
    f = np.tanh if activation == "tanh" else lambda a: a * (a > 0)
    out = []
    for w in weights:
        h = x @ w
        s = np.sqrt(np.mean(h**2) - np.mean(h) ** 2)
        out.append(w / s)
        x = f(h / s)
    return out


def init_data_dependent(weights, x, activation):
    f = np.tanh if activation == "tanh" else lambda a: a * (a > 0)
    out = []
    for w in weights:
        h = x @ w
        centred = h - h.mean(0)
        s = np.sqrt((centred**2).mean(0))
        s[s == 0] = 1
        out.append((w / s, -(h.mean(0) / s)))
        x = f(centred / s)
    return out


def init_fixup(shapes, branches, rng):
    power = -0.5 / (len(shapes) - 1)
    weights = []
    for number, shape in enumerate(shapes):
        inputs = shape[0] if len(shape) == 2 else np.prod(shape[1:])
        w = rng.standard_normal(shape) * np.sqrt(2.0 / inputs) * float(branches) ** power
        weights.append(w if number + 1 < len(shapes) else np.zeros(shape))
    return tuple(weights)


def lottery_mask(weights, fraction):
    pruned = int(fraction * weights.size)
    survivors = np.argpartition(np.abs(weights).ravel(), max(pruned - 1, 0))[pruned:]
    mask = np.full(weights.size, False)
    mask[survivors] = True
    return mask.reshape(weights.shape)


def rewind(initial, trained, mask):
    return initial * mask
