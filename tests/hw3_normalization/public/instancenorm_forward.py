OK_FORMAT = False
name = "instancenorm_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1.5)
def values(instancenorm_forward):
    """normalises each channel of each image over H and W"""
    x = np.array([[[[1.0, 3.0]], [[0.0, 8.0]]], [[[2.0, 2.2]], [[5.0, 5.0]]]])  # (2, 2, 1, 2)
    gamma, beta = np.array([2.0, 1.0]), np.array([0.5, -1.0])
    out, _ = instancenorm_forward(x, gamma, beta, {})
    mean = np.array([[2.0, 4.0], [2.1, 5.0]]).reshape(2, 2, 1, 1)
    var = np.array([[1.0, 16.0], [0.01, 0.0]]).reshape(2, 2, 1, 1)
    x_hat = (x - mean) / np.sqrt(var + 1e-5)
    expected = gamma.reshape(1, 2, 1, 1) * x_hat + beta.reshape(1, 2, 1, 1)
    assert_close(out, expected, "instancenorm_forward: out")
