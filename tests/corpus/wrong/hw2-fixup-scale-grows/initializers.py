# assignment: hw2_data_and_initialization, function: init_fixup, mistake: the scale is applied once more with each layer
# promise: "He weights times L^(-1 / (2 m - 2)), but zeros in the last layer"
import numpy as np


def init_fixup(shapes, branches, rng):
    m = len(shapes)
    scale = branches ** (-1 / (2 * m - 2))
    weights = []
    factor = 1.0
    for shape in shapes[:-1]:
        factor *= scale
        n = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
        weights.append(factor * np.sqrt(2 / n) * rng.standard_normal(shape))
    weights.append(np.zeros(shapes[-1]))
    return weights
