OK_FORMAT = False
name = "instancenorm_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(instancenorm_forward):
    """normalises each channel of each image over H and W"""
    x = np.arange(120.0).reshape(2, 3, 4, 5) ** 2 / 100
    x[1, 2] /= 1000
    gamma, beta = np.array([2.0, 1.0, -0.5]), np.array([0.5, -1.0, 3.0])
    out, _ = instancenorm_forward(x, gamma, beta, {})
    expected = np.empty_like(x)
    for n, c in np.ndindex(2, 3):
        one = x[n, c]
        expected[n, c] = gamma[c] * (one - one.mean()) / np.sqrt(one.var() + 1e-5) + beta[c]
    assert_close(out, expected, "instancenorm_forward: out")


@case(points=0.5)
def other_eps(instancenorm_forward):
    """takes eps from in_param, 0 too"""
    x = np.array([[1.0, 3.0], [-4.0, 4.0], [10.0, 12.0]]).reshape(1, 3, 1, 2)
    gamma, beta = np.array([2.0, 1.0, 3.0]), np.array([0.5, -1.0, 0.0])
    for eps in (0.0, 3.0):
        scale = gamma / np.sqrt(np.array([1.0, 16.0, 1.0]) + eps) * [1.0, 4.0, 1.0]
        expected = np.stack([beta - scale, beta + scale], axis=1).reshape(1, 3, 1, 2)
        out, _ = instancenorm_forward(x, gamma, beta, {"eps": eps})
        assert_close(out, expected, f"instancenorm_forward: out for eps = {eps:g}")


@case(points=0.25)
def other_images(instancenorm_forward):
    """is right for images of one pixel, and for those as wide as they have channels"""
    random = rng()
    for shape in ((3, 2, 1, 1), (2, 5, 3, 5)):
        x, (gamma, beta) = random.standard_normal(shape), random.standard_normal((2, shape[1]))
        mean, var = x.mean(axis=(2, 3), keepdims=True), x.var(axis=(2, 3), keepdims=True)
        x_hat, column = (x - mean) / np.sqrt(var + 1e-5), (1, -1, 1, 1)
        expected = gamma.reshape(column) * x_hat + beta.reshape(column)
        out, _ = instancenorm_forward(x, gamma, beta, {})
        assert_close(out, expected, f"instancenorm_forward: out for an x of {shape}")


@case(points=0.25)
def far_from_zero(instancenorm_forward):
    """is exact for channels whose mean is much larger than their spread"""
    near = rng().integers(-64, 64, (3, 2, 4, 5)) / 16  # exact in binary, also next to a million
    out, _ = instancenorm_forward(1e6 + near, np.full(2, 2.0), np.ones(2), {})
    mean, var = near.mean(axis=(2, 3), keepdims=True), near.var(axis=(2, 3), keepdims=True)
    expected = 2 * (near - mean) / np.sqrt(var + 1e-5) + 1
    assert_close(out, expected, "instancenorm_forward: out far from zero", rtol=1e-5, atol=1e-6)


@case(points=0.5)
def inputs_kept(instancenorm_forward):
    """leaves x, gamma, beta and in_param as they were; x may be a view"""
    random = rng()
    arrays = x, gamma, beta = [random.standard_normal(s) for s in ((3, 2, 5, 4), (4,), (4,))]
    arrays[0] = x = x.transpose(0, 3, 1, 2)  # a view, as a layer may give
    before, in_param, empty = [a.copy() for a in arrays], {"eps": 1e-3}, {}
    instancenorm_forward(x, gamma, beta, in_param)
    instancenorm_forward(x, gamma, beta, empty)
    for what, now, was in zip(("x", "gamma", "beta"), arrays, before, strict=True):
        assert_unchanged(now, was, f"instancenorm_forward: {what}")
    assert_unchanged(in_param, {"eps": 1e-3}, "instancenorm_forward: in_param")
    assert_unchanged(empty, {}, "instancenorm_forward: an empty in_param")
