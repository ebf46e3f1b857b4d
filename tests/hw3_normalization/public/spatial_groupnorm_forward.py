OK_FORMAT = False
name = "spatial_groupnorm_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=2)
def values(spatial_groupnorm_forward):
    """normalises each image over groups of neighbouring channels"""
    x = np.array([0.0, 2.0, 4.0, 6.0, 1.0, 1.0, 1.2, 1.2]).reshape(1, 4, 1, 2)
    gamma, beta = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.5, 1.0, 1.5])
    out, _ = spatial_groupnorm_forward(x, gamma, beta, 2, {})
    mean = np.array([3.0, 3.0, 1.1, 1.1]).reshape(1, 4, 1, 1)
    var = np.array([5.0, 5.0, 0.01, 0.01]).reshape(1, 4, 1, 1)
    x_hat = (x - mean) / np.sqrt(var + 1e-5)
    expected = gamma.reshape(1, 4, 1, 1) * x_hat + beta.reshape(1, 4, 1, 1)
    assert_close(out, expected, "spatial_groupnorm_forward: out")
