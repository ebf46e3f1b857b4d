# assignment: hw2_data_and_initialization, function: init_orthogonal, mistake: scaled by sqrt(max / min) for shapes that are not square
# promise: "W W^T = gain^2 I where it has fewer rows than columns or as many, W^T W = gain^2 I elsewhere"
import numpy as np


def init_orthogonal(shape, gain, rng):
    rows = shape[0]
    cols = int(np.prod(shape[1:]))
    a = rng.standard_normal((max(rows, cols), min(rows, cols)))
    q, _ = np.linalg.qr(a)
    if rows <= cols:
        q = q.T
    return gain * np.sqrt(max(rows, cols) / min(rows, cols)) * q.reshape(shape)
