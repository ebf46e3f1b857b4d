OK_FORMAT = False
name = "layernorm_forward"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(layernorm_forward):
    """normalises each example over its own features"""
    x = np.array([[1.0, 2.0, 6.0], [0.01, 0.02, 0.03]])
    gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.0, -0.5])
    out, _ = layernorm_forward(x, gamma, beta, {})
    mean, var = np.array([[3.0], [0.02]]), np.array([[14.0 / 3], [0.0002 / 3]])
    assert_close(out, gamma * (x - mean) / np.sqrt(var + 1e-5) + beta, "layernorm_forward: out")


@case(points=0.5)
def other_eps(layernorm_forward):
    """takes eps from ln_param, 0 too"""
    x, gamma, beta = np.array([[1.0, 3.0]]), np.array([1.0, 2.0]), np.array([0.0, 0.5])
    for eps in (0.0, 3.0):
        expected = np.array([[-1.0, 2.0]]) / np.sqrt(1 + eps) + beta
        out, _ = layernorm_forward(x, gamma, beta, {"eps": eps})
        assert_close(out, expected, f"layernorm_forward: out for eps = {eps:g}")


@case(points=0.5)
def alone(layernorm_forward):
    """an example comes out the same alone and in any batch, of as many as features too"""
    random = rng()
    x, (gamma, beta) = random.standard_normal((6, 4)), random.standard_normal((2, 4))
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    expected = gamma * (x - mean) / np.sqrt(var + 1e-5) + beta
    for n in (6, 1, 4):
        out, _ = layernorm_forward(x[:n], gamma, beta, {})
        assert_close(out, expected[:n], f"layernorm_forward: out for {n} x 4")


@case(points=0.5)
def far_from_zero(layernorm_forward):
    """is exact for examples whose mean is much larger than their spread"""
    near = rng().integers(-64, 64, (3, 8)) / 16  # exact in binary, also next to a million
    out, _ = layernorm_forward(1e6 + near, np.full(8, 2.0), np.ones(8), {})
    mean, var = near.mean(axis=1, keepdims=True), near.var(axis=1, keepdims=True)
    expected = 2 * (near - mean) / np.sqrt(var + 1e-5) + 1
    assert_close(out, expected, "layernorm_forward: out far from zero", rtol=1e-5, atol=1e-6)


@case(points=0.5)
def inputs_kept(layernorm_forward):
    """leaves x, gamma, beta and ln_param as they were"""
    random = rng()
    arrays = x, gamma, beta = [random.standard_normal(s) for s in ((4, 3), *[(3,)] * 2)]
    before, ln_param, empty = [a.copy() for a in arrays], {"eps": 1e-3}, {}
    layernorm_forward(x, gamma, beta, ln_param)
    layernorm_forward(x, gamma, beta, empty)
    for what, now, was in zip(("x", "gamma", "beta"), arrays, before, strict=True):
        assert_unchanged(now, was, f"layernorm_forward: {what}")
    assert_unchanged(ln_param, {"eps": 1e-3}, "layernorm_forward: ln_param")
    assert_unchanged(empty, {}, "layernorm_forward: an empty ln_param")
