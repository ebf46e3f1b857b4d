OK_FORMAT = False
name = "fuse_batchnorm_conv"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(fuse_batchnorm_conv):
    """scales every filter by its own channel's gamma / std, where there are as many channels too"""
    w = np.arange(120.0).reshape(2, 3, 4, 5)
    b, gamma, beta = np.array([1.0, -1.0]), np.array([2.0, 0.5]), np.array([0.25, -3.0])
    mean, var = np.array([1.5, 2.0]), np.array([4.0, 0.0004])
    new_w, new_b = fuse_batchnorm_conv(w, b, gamma, beta, mean, var)
    scale = gamma / np.sqrt(var + 1e-5)
    expected = np.stack([w[0] * scale[0], w[1] * scale[1]])
    assert_close(new_w, expected, "fuse_batchnorm_conv: w", rtol=1e-10)
    assert_close(new_b, scale * (b - mean) + beta, "fuse_batchnorm_conv: b", rtol=1e-10)
    gamma[0], same = 0.0, w[:, :2]  # two filters over two channels
    new_w, new_b = fuse_batchnorm_conv(same, b, gamma, beta, mean, var)
    expected = np.stack([0 * same[0], same[1] * scale[1]])
    assert_close(new_w, expected, "fuse_batchnorm_conv: w of as many filters as channels")
    assert_close(new_b[0], beta[0], "fuse_batchnorm_conv: b for a gamma of 0")


@case(points=0.5)
def other_eps(fuse_batchnorm_conv):
    """eps is an argument: 0 and others are taken as they are"""
    one, var = np.ones(2), np.array([4.0, 0.0])
    for eps, scale in ((0.25, (1 / np.sqrt(4.25), 2.0)), (0.0, (0.5, 10.0))):
        if not eps:
            var = np.array([4.0, 0.01])
        w, b = fuse_batchnorm_conv(np.ones((2, 3, 1, 4)), 0 * one, one, 3 * one, one, var, eps)
        wanted = np.reshape(scale, (2, 1, 1, 1)) * np.ones((2, 3, 1, 4))
        assert_close(w, wanted, f"fuse_batchnorm_conv: w for eps = {eps:g}")
        assert_close(b, 3 - np.array(scale), f"fuse_batchnorm_conv: b for eps = {eps:g}")


@case(points=0.5)
def inputs_kept(fuse_batchnorm_conv):
    """leaves all that it is given as it was"""
    random = rng()
    arrays = [random.uniform(0.5, 2.0, s) for s in ((4, 3, 2, 5), *[(4,)] * 5)]
    before = [a.copy() for a in arrays]
    fuse_batchnorm_conv(*arrays)
    names = ("w", "b", "gamma", "beta", "running_mean", "running_var")
    for what, now, was in zip(names, arrays, before, strict=True):
        assert_unchanged(now, was, f"fuse_batchnorm_conv: {what}")
