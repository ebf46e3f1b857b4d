OK_FORMAT = False
name = "fuse_batchnorm_conv"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1.5)
def values(fuse_batchnorm_conv):
    """scales every filter by its own channel's gamma / std"""
    w = np.arange(12.0).reshape(2, 3, 1, 2)
    b, gamma, beta = np.array([1.0, -1.0]), np.array([2.0, 0.5]), np.array([0.25, -3.0])
    mean, var = np.array([1.5, 2.0]), np.array([4.0, 0.25])
    new_w, new_b = fuse_batchnorm_conv(w, b, gamma, beta, mean, var)
    scale = gamma / np.sqrt(var + 1e-5)
    expected = np.stack([w[0] * scale[0], w[1] * scale[1]])
    assert_close(new_w, expected, "fuse_batchnorm_conv: w")
    assert_close(new_b, scale * (b - mean) + beta, "fuse_batchnorm_conv: b")
