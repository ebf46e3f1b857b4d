# assignment: hw2_data_and_initialization, function: init_fixup, mistake: m - 1 arrays: the zeros of the last layer are left out
# promise: "Returns a list of m arrays"
import numpy as np


def init_fixup(shapes, branches, rng):
    m = len(shapes)
    scale = branches ** (-1 / (2 * m - 2))
    weights = []
    for shape in shapes[:-1]:
        n = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
        weights.append(scale * np.sqrt(2 / n) * rng.standard_normal(shape))
    return weights
