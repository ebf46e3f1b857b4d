OK_FORMAT = False
name = "spatial_batchnorm_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(spatial_batchnorm_forward):
    """normalises each channel over N, H and W together"""
    x = np.arange(120.0).reshape(3, 2, 4, 5)
    gamma, beta = np.array([1.0, -2.0]), np.array([0.5, 1.0])
    out, _ = spatial_batchnorm_forward(x, gamma, beta, {"mode": "train"})
    channels = [x[:, c] for c in range(2)]
    hats = [(c - c.mean()) / np.sqrt(c.var() + 1e-5) for c in channels]
    expected = np.stack([gamma[i] * h + beta[i] for i, h in enumerate(hats)], axis=1)
    assert_close(out, expected, "spatial_batchnorm_forward: out")


@case(points=0.5)
def moving_averages(spatial_batchnorm_forward):
    """stores one running mean and variance a channel"""
    x = np.arange(120.0).reshape(3, 2, 4, 5) / 1000
    bn_param = {"mode": "train", "momentum": 0.75}
    spatial_batchnorm_forward(x, np.array([1.0, -2.0]), np.array([0.5, 1.0]), bn_param)
    mean, var = x.mean(axis=(0, 2, 3)) / 4, x.var(axis=(0, 2, 3)) / 4
    for key, right in (("running_mean", mean), ("running_var", var)):
        assert_close(bn_param.get(key), right, f"spatial_batchnorm_forward: bn_param[{key!r}]")


@case(points=0.5)
def test_mode(spatial_batchnorm_forward):
    """normalises by the running statistics in test mode, zeros if there are none, and keeps them"""
    x = np.arange(60.0).reshape(1, 3, 4, 5)
    gamma, beta = np.array([1.0, -2.0, 3.0]), np.array([0.5, 1.0, 0.0])
    mean, var = np.array([5.0, 20.0, 50.0]), np.array([0.0004, 4.0, 9.0])
    param = {"mode": "test", "running_mean": mean.copy(), "running_var": var.copy()}
    out, _ = spatial_batchnorm_forward(x, gamma, beta, param)
    k = (1, 3, 1, 1)
    x_hat = (x - mean.reshape(k)) / np.sqrt(var.reshape(k) + 1e-5)
    expected = gamma.reshape(k) * x_hat + beta.reshape(k)
    assert_close(out, expected, "spatial_batchnorm_forward: out in test mode")
    assert_close(param["running_mean"], mean, "spatial_batchnorm_forward: running_mean")
    assert_close(param["running_var"], var, "spatial_batchnorm_forward: running_var")
    out, _ = spatial_batchnorm_forward(x, gamma, beta, {"mode": "test", "eps": 0.25})
    expected = 2 * gamma.reshape(k) * x + beta.reshape(k)
    assert_close(out, expected, "spatial_batchnorm_forward: out without running statistics")


@case(points=0.5)
def other_eps(spatial_batchnorm_forward):
    """an eps of 0 and one of 1 are taken from bn_param; is exact far from zero"""
    near = rng().integers(-64, 64, (3, 2, 4, 5)) / 1024  # exact in binary, also next to a million
    mean = near.mean(axis=(0, 2, 3), keepdims=True)
    var = near.var(axis=(0, 2, 3), keepdims=True)
    for eps in (0.0, 1.0):
        arguments = 1e6 + near, np.ones(2), np.zeros(2), {"mode": "train", "eps": eps}
        out, _ = spatial_batchnorm_forward(*arguments)
        expected, what = (near - mean) / np.sqrt(var + eps), f"out for eps = {eps:g}"
        assert_close(out, expected, f"spatial_batchnorm_forward: {what}", rtol=1e-5, atol=1e-6)


@case(points=0.5)
def inputs_kept(spatial_batchnorm_forward):
    """leaves x, gamma and beta as they were; x may be a view"""
    random = rng()
    arrays = x, gamma, beta = [random.standard_normal(s) for s in ((3, 2, 5, 4), (4,), (4,))]
    arrays[0] = x = x.transpose(0, 3, 1, 2)  # a view, as a layer may give
    before = [a.copy() for a in arrays]
    spatial_batchnorm_forward(x, gamma, beta, {"mode": "train"})
    for what, now, was in zip(("x", "gamma", "beta"), arrays, before, strict=True):
        assert_unchanged(now, was, f"spatial_batchnorm_forward: {what}")
