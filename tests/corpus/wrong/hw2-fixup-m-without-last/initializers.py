# assignment: hw2_data_and_initialization, function: init_fixup, mistake: m counted without the last layer
# promise: "m the layers of a branch"
import numpy as np


def init_fixup(shapes, branches, rng):
    m = max(len(shapes) - 1, 2)
    scale = branches ** (-1 / (2 * m - 2))
    weights = []
    for shape in shapes[:-1]:
        n = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
        weights.append(scale * np.sqrt(2 / n) * rng.standard_normal(shape))
    weights.append(np.zeros(shapes[-1]))
    return weights
