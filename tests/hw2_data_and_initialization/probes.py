"""What runs beside your code: what a call leaves behind. Public, and a part of your folder."""

import numpy as np


def zeros_after_writing(init_zeros, shape):
    """What ``init_zeros`` gives once the array that it gave before was written to."""
    first = init_zeros(shape)
    if isinstance(first, np.ndarray) and first.flags.writeable:
        first += 1.0
    return init_zeros(shape)


def keeps_global_generator(init_normal, shape, std, rng):
    """Whether NumPy's global generator is after ``init_normal`` what it was before."""
    before = np.random.get_state(legacy=False)["state"]
    init_normal(shape, std, rng)
    after = np.random.get_state(legacy=False)["state"]
    return bool(before["pos"] == after["pos"] and np.array_equal(before["key"], after["key"]))
