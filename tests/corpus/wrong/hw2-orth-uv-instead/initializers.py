# assignment: hw2_data_and_initialization, function: init_orthogonal, mistake: W = U S V^T of the svd, singular values kept
# promise: "W W^T = gain^2 I where it has fewer rows than columns or as many, W^T W = gain^2 I elsewhere"
import numpy as np


def init_orthogonal(shape, gain, rng):
    rows = shape[0]
    cols = int(np.prod(shape[1:]))
    a = rng.standard_normal((max(rows, cols), min(rows, cols)))
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    q = (u * (s / s.mean())) @ vt
    if rows <= cols:
        q = q.T
    return gain * q.reshape(shape)
