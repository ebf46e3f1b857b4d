OK_FORMAT = False
name = "layernorm_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1.5)
def values(layernorm_forward):
    """normalises each example over its own features"""
    x = np.array([[1.0, 2.0, 6.0], [0.01, 0.02, 0.03]])
    gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.0, -0.5])
    out, _ = layernorm_forward(x, gamma, beta, {})
    mean, var = np.array([[3.0], [0.02]]), np.array([[14.0 / 3], [0.0002 / 3]])
    assert_close(out, gamma * (x - mean) / np.sqrt(var + 1e-5) + beta, "layernorm_forward: out")
