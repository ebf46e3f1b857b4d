OK_FORMAT = False
name = "batchnorm_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=2)
def train_values(batchnorm_forward):
    """normalises each feature by the batch's own mean and variance"""
    x = np.array([[1.0, 10.0], [3.0, 10.02], [5.0, 10.04], [7.0, 10.06]])
    gamma, beta = np.array([2.0, 1.0]), np.array([0.5, -1.0])
    out, _ = batchnorm_forward(x, gamma, beta, {"mode": "train"})
    x_hat = (x - [4.0, 10.03]) / np.sqrt([5.0 + 1e-5, 0.0005 + 1e-5])
    assert_close(out, gamma * x_hat + beta, "batchnorm_forward: out in train mode")


@case(points=1)
def test_values(batchnorm_forward):
    """normalises by the running statistics in test mode"""
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 9.0]])
    gamma, beta = np.array([2.0, 0.5, 1.5]), np.array([1.0, 0.0, -1.0])
    mean, var = np.array([0.5, 1.0, 2.0]), np.array([4.0, 0.0004, 1.0])
    bn_param = {"mode": "test", "running_mean": mean, "running_var": var}
    out, _ = batchnorm_forward(x, gamma, beta, bn_param)
    expected = gamma * (x - mean) / np.sqrt(var + 1e-5) + beta
    assert_close(out, expected, "batchnorm_forward: out in test mode")


@case(points=1)
def moving_averages(batchnorm_forward):
    """stores 0.9 running + 0.1 batch back into bn_param"""
    x = np.array([[1.0, -2.0], [3.0, 6.0]])  # means 2 and 2, variances 1 and 16
    bn_param = {"mode": "train"}  # the momentum is 0.9 by default
    bn_param["running_mean"], bn_param["running_var"] = np.array([1.0, 0.0]), np.array([1.0, 2.0])
    batchnorm_forward(x, np.ones(2), np.zeros(2), bn_param)
    mean, var = bn_param["running_mean"], bn_param["running_var"]
    assert_close(mean, np.array([1.1, 0.2]), "batchnorm_forward: bn_param['running_mean']")
    assert_close(var, np.array([1.0, 3.4]), "batchnorm_forward: bn_param['running_var']")
