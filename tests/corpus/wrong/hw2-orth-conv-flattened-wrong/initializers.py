# assignment: hw2_data_and_initialization, function: init_orthogonal, mistake: a convolution counts as (F * C, HH * WW)
# promise: "(F, C, HH, WW), which counts as the matrix (F, C * HH * WW)"
import numpy as np


def init_orthogonal(shape, gain, rng):
    rows = shape[0] if len(shape) == 2 else shape[0] * shape[1]
    cols = int(np.prod(shape)) // rows
    a = rng.standard_normal((max(rows, cols), min(rows, cols)))
    q, _ = np.linalg.qr(a)
    if rows <= cols:
        q = q.T
    return gain * q.reshape(shape)
