# assignment: hw2_data_and_initialization, function: init_fixup, mistake: exponent with the wrong sign
# promise: "He weights times L^(-1 / (2 m - 2)), but zeros in the last layer"
import numpy as np


def init_fixup(shapes, branches, rng):
    m = len(shapes)
    scale = branches ** (1 / (2 * m - 2))
    weights = []
    for shape in shapes[:-1]:
        n = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
        weights.append(scale * np.sqrt(2 / n) * rng.standard_normal(shape))
    weights.append(np.zeros(shapes[-1]))
    return weights
