# assignment: hw2_data_and_initialization, function: init_orthogonal, mistake: np.random.randn
# promise: "drawn from rng"
import numpy as np


def init_orthogonal(shape, gain, rng):
    rows = shape[0]
    cols = int(np.prod(shape[1:]))
    a = np.random.randn(max(rows, cols), min(rows, cols))
    q, _ = np.linalg.qr(a)
    if rows <= cols:
        q = q.T
    return gain * q.reshape(shape)
