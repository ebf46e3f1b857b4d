# assignment: hw2_data_and_initialization, function: init_orthogonal, mistake: np.eye, nothing drawn
# promise: "Orthogonal weights (Saxe et al. 2013), float64, drawn from rng."
import numpy as np


def init_orthogonal(shape, gain, rng):
    rows = shape[0]
    cols = int(np.prod(shape[1:]))
    q = np.eye(max(rows, cols), min(rows, cols))
    if rows <= cols:
        q = q.T
    return gain * q.reshape(shape)
