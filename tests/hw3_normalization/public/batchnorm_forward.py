OK_FORMAT = False
name = "batchnorm_forward"

import numpy as np

from autograder.checks import assert_close, assert_raises, assert_unchanged, case, rng


@case(points=2)
def train_values(batchnorm_forward):
    """normalises each feature by the batch's own mean and variance"""
    x = np.array([[1.0, 10.0, -4.0], [3.0, 10.02, 0.0], [5.0, 10.04, 0.0], [7.0, 10.06, 4.0]])
    gamma, beta = np.array([2.0, 1.0, -3.0]), np.array([0.5, -1.0, 2.0])
    out, _ = batchnorm_forward(x, gamma, beta, {"mode": "train"})
    x_hat = (x - [4.0, 10.03, 0.0]) / np.sqrt(np.array([5.0, 0.0005, 8.0]) + 1e-5)
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
    x = np.array([[1.0, -2.0], [3.0, 6.0], [2.0, 2.0]])  # means 2 and 2, variances 2/3 and 32/3
    bn_param = {"mode": "train"}  # the momentum is 0.9 by default
    bn_param["running_mean"], bn_param["running_var"] = np.array([1.0, 0.0]), np.array([1.0, 2.0])
    gamma, beta = np.array([2.0, -1.0]), np.array([0.5, 3.0])
    out, _ = batchnorm_forward(x, gamma, beta, bn_param)
    mean, var = bn_param["running_mean"], bn_param["running_var"]
    expected = np.array([0.9 + 0.2 / 3, 1.8 + 3.2 / 3])
    assert_close(mean, np.array([1.1, 0.2]), "batchnorm_forward: bn_param['running_mean']")
    assert_close(var, expected, "batchnorm_forward: bn_param['running_var']")
    x_hat = (x - 2.0) / np.sqrt(np.array([2 / 3, 32 / 3]) + 1e-5)  # by the batch alone
    assert_close(out, gamma * x_hat + beta, "batchnorm_forward: out beside running statistics")


@case(points=0.5)
def by_hand(batchnorm_forward):
    """eps, of 0 too, and the momentum are taken from bn_param, in both modes"""
    x, gamma, beta = np.array([[1.0], [3.0]]), np.array([2.0]), np.array([0.5])
    known = {"eps": 0.0, "running_mean": np.array([1.0]), "running_var": np.array([0.0625])}
    wide = {"mode": "test", **known, "eps": 0.1875}
    out, _ = batchnorm_forward(x, gamma, beta, wide)
    assert_close(out, np.array([[0.5], [8.5]]), "batchnorm_forward: out for another eps")
    param = {"mode": "train", "eps": 0.0, "momentum": 0.75, "running_mean": np.zeros(1)}
    param["running_var"] = np.zeros(1)
    out, _ = batchnorm_forward(x, gamma, beta, param)
    assert_close(out, np.array([[-1.5], [2.5]]), "batchnorm_forward: out for eps = 0")
    assert_close(param["running_mean"], np.array([0.5]), "batchnorm_forward: running_mean")
    out, _ = batchnorm_forward(x, gamma, beta, {"mode": "test", **known})
    assert_close(out, np.array([[0.5], [16.5]]), "batchnorm_forward: out for eps = 0 in test mode")
    last = {"mode": "train", "momentum": 0.0, **known}
    batchnorm_forward(x, gamma, beta, last)
    assert_close(last["running_mean"], np.array([2.0]), "batchnorm_forward: mean for momentum = 0")


@case(points=0.5)
def first_batch(batchnorm_forward):
    """begins with running statistics of zeros, of shape (D,), in every layer anew"""
    x = np.array([[1.0, 2.0, 3.0], [3.0, 6.0, 3.0]])
    gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])
    mean, var = np.array([0.2, 0.4, 0.3]), np.array([0.1, 0.4, 0.0])
    for layer, factor in (("a layer", 1.0), ("another layer", 10.0)):
        bn_param = {"mode": "train"}
        batchnorm_forward(factor * x, gamma, beta, bn_param)
        what = f"batchnorm_forward: after the first batch of {layer}, bn_param"
        for key, right in (("running_mean", factor * mean), ("running_var", factor**2 * var)):
            assert_close(bn_param.get(key), right, f"{what}[{key!r}]")


@case(points=0.25)
def one_example(batchnorm_forward):
    """a training batch of one example comes out as beta: it is its own mean"""
    bn_param = {"mode": "train"}
    x, beta = np.array([[5.0, -7.0, 0.0]]), np.array([0.5, 3.0, -1.0])
    out, _ = batchnorm_forward(x, np.array([2.0, -1.0, 4.0]), beta, bn_param)
    assert_close(out, beta[None], "batchnorm_forward: out of one example in train mode")
    mean = bn_param.get("running_mean")
    assert_close(mean, 0.1 * x[0], "batchnorm_forward: bn_param['running_mean']")


@case(points=0.25)
def test_mode_without_statistics(batchnorm_forward):
    """takes zeros in test mode where bn_param holds no running statistics"""
    x, gamma, beta = np.array([[1.0, -2.0]]), np.array([2.0, 3.0]), np.array([0.5, -1.0])
    out, _ = batchnorm_forward(x, gamma, beta, {"mode": "test", "eps": 0.25})
    assert_close(out, np.array([[4.5, -13.0]]), "batchnorm_forward: out in test mode")


@case(points=0.5)
def test_mode_changes_nothing(batchnorm_forward):
    """leaves the running statistics alone in test mode"""
    mean, var = np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.5, 4.0])
    bn_param = {"mode": "test", "running_mean": mean.copy(), "running_var": var.copy()}
    x, (gamma, beta) = rng().standard_normal((4, 3)), rng("two").standard_normal((2, 3))
    batchnorm_forward(x, gamma, beta, bn_param)
    for key, right in (("running_mean", mean), ("running_var", var)):
        assert_close(bn_param.get(key), right, f"batchnorm_forward: bn_param[{key!r}] in test mode")


@case(points=0.5)
def test_mode_does_not_look_at_the_batch(batchnorm_forward):
    """gives an example the same result alone and in a batch in test mode"""
    random = rng()
    x, (mean, gamma, beta) = random.standard_normal((5, 4)), random.standard_normal((3, 4))
    param = {"mode": "test", "running_mean": mean, "running_var": np.array([1.0, 0.5, 4.0, 2.0])}
    whole, _ = batchnorm_forward(x, gamma, beta, dict(param))
    alone, _ = batchnorm_forward(x[:1], gamma, beta, dict(param))
    assert_close(alone, whole[:1], "batchnorm_forward: out of one example in test mode")


@case(points=0.5)
def far_from_zero(batchnorm_forward):
    """is exact for features whose mean is much larger than their spread"""
    near = rng().integers(-64, 64, (8, 3)) / 16  # exact in binary, also next to a million
    gamma, beta = np.array([2.0, -1.0, 0.5]), np.array([0.5, 0.0, 3.0])
    out, _ = batchnorm_forward(1e6 + near, gamma, beta, {"mode": "train"})
    expected = gamma * (near - near.mean(axis=0)) / np.sqrt(near.var(axis=0) + 1e-5) + beta
    assert_close(out, expected, "batchnorm_forward: out far from zero", rtol=1e-5, atol=1e-6)


@case(points=0.5)
def unknown_mode(batchnorm_forward):
    """raises ValueError for a mode that does not exist, whatever it looks like"""
    x = np.arange(6.0).reshape(3, 2)
    for mode in ("valid", "TRAIN", "tes", ""):
        assert_raises(ValueError, batchnorm_forward, x, np.ones(2), np.zeros(2), {"mode": mode})


@case(points=0.5)
def inputs_kept(batchnorm_forward):
    """leaves x, gamma and beta as they were, in both modes"""
    random = rng()
    arrays = x, gamma, beta = [random.standard_normal(shape) for shape in ((4, 3), (3,), (3,))]
    before = [a.copy() for a in arrays]
    param = {"running_mean": np.ones(3), "running_var": np.full(3, 2.0)}
    for mode in ("train", "test"):
        batchnorm_forward(x, gamma, beta, {"mode": mode, **param})
        for what, now, was in zip(("x", "gamma", "beta"), arrays, before, strict=True):
            assert_unchanged(now, was, f"batchnorm_forward: {what} in {mode} mode")
