"""Inputs of recurrent networks: no two axes are equal, but those of Wh."""

import numpy as np


def step_inputs(random, n, d, h):
    """x: (n, d), prev_h: (n, h), Wx, Wh and b of one step, in the order of the arguments."""
    x, prev_h, b = (random.standard_normal(shape) for shape in ((n, d), (n, h), (h,)))
    Wx, Wh = (random.standard_normal((size, h)) / 2 for size in (d, h))
    return {"x": x, "prev_h": prev_h, "Wx": Wx, "Wh": Wh, "b": b}


def sequence_inputs(random, n, t, d, h):
    """x: (n, t, d), h0: (n, h), Wx, Wh and b of a sequence."""
    one = step_inputs(random, n, d, h)
    x = random.standard_normal((n, t, d))
    return {"x": x, "h0": one["prev_h"], "Wx": one["Wx"], "Wh": one["Wh"], "b": one["b"]}


def caption_network(random, f=7, d=4, h=5, v=6):
    """The parameters of a small network that describes images."""
    shapes = {"Wp": (f, h), "bp": (h,), "We": (v, d), "Wx": (d, h), "Wh": (h, h), "b": (h,)}
    shapes |= {"Wv": (h, v), "bv": (v,)}
    return {key: random.standard_normal(shape) for key, shape in shapes.items()}


CAPTIONS = np.array([[1, 3, 5, 3, 2, 0, 0, 0], [1, 4, 4, 2, 0, 0, 0, 0], [1, 5, 3, 4, 4, 3, 2, 0]])
"""Three captions of six words: some come twice, all end with 2, what is left is 0."""


def clear_winner(scores, axis=-1):
    """Whether the highest score is far enough above the second for rounding not to matter."""
    first, second = np.moveaxis(np.sort(scores, axis=axis), axis, 0)[[-1, -2]]
    return bool(np.all(first - second > 1e-9))


def lstm_inputs(random, n, d, h):
    """x: (n, d), prev_h and prev_c: (n, h), Wx, Wh and b of one step with four gates."""
    x, prev_h, prev_c = (random.standard_normal((n, size)) for size in (d, h, h))
    Wx, Wh = (random.standard_normal((size, 4 * h)) / 2 for size in (d, h))
    b = random.standard_normal(4 * h)
    return {"x": x, "prev_h": prev_h, "prev_c": prev_c, "Wx": Wx, "Wh": Wh, "b": b}
