OK_FORMAT = False
name = "fuse_batchnorm_affine"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1.5)
def values(fuse_batchnorm_affine):
    """one affine layer does what the layer and its batch normalization did"""
    w, b = np.array([[1.0, 2.0], [3.0, -4.0], [0.0, 5.0]]), np.array([1.0, -1.0])
    gamma, beta = np.array([2.0, 0.5]), np.array([0.25, -3.0])
    mean, var = np.array([1.5, 2.0]), np.array([4.0, 0.0004])
    found = fuse_batchnorm_affine(w, b, gamma, beta, mean, var)
    x = np.array([[1.0, 0.0, 2.0], [-1.0, 1.0, 0.5]])
    expected = gamma * (x @ w + b - mean) / np.sqrt(var + 1e-5) + beta
    assert_close(x @ found[0] + found[1], expected, "fuse_batchnorm_affine: x @ w + b", rtol=1e-10)
