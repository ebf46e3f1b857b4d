OK_FORMAT = False
name = "spatial_batchnorm_forward"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1.5)
def values(spatial_batchnorm_forward):
    """normalises each channel over N, H and W together"""
    x = np.arange(24.0).reshape(2, 2, 2, 3)  # channel 0: 0..5 and 12..17, channel 1: 6..11, 18..23
    gamma, beta = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    out, _ = spatial_batchnorm_forward(x, gamma, beta, {"mode": "train"})
    centered = x - np.array([8.5, 14.5]).reshape(1, 2, 1, 1)
    x_hat = centered / np.sqrt(np.mean([v * v for v in centered[:, 0].ravel()]) + 1e-5)
    expected = gamma.reshape(1, 2, 1, 1) * x_hat + beta.reshape(1, 2, 1, 1)
    assert_close(out, expected, "spatial_batchnorm_forward: out")


@case(points=0.5)
def moving_averages(spatial_batchnorm_forward):
    """stores one running mean and variance a channel"""
    x = np.arange(24.0).reshape(2, 2, 2, 3)
    bn_param = {"mode": "train", "momentum": 0.9}
    spatial_batchnorm_forward(x, np.ones(2), np.zeros(2), bn_param)
    mean = bn_param.get("running_mean")
    assert_close(mean, np.array([0.85, 1.45]), "spatial_batchnorm_forward: running_mean")
