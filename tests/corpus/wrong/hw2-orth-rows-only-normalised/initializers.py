# assignment: hw2_data_and_initialization, function: init_orthogonal, mistake: rows of length 1, not orthogonal
# promise: "W W^T = gain^2 I where it has fewer rows than columns or as many, W^T W = gain^2 I elsewhere"
import numpy as np


def init_orthogonal(shape, gain, rng):
    w = rng.standard_normal((shape[0], int(np.prod(shape[1:]))))
    axis = 1 if w.shape[0] <= w.shape[1] else 0
    w /= np.linalg.norm(w, axis=axis, keepdims=True)
    return gain * w.reshape(shape)
