OK_FORMAT = False
name = "batchnorm_forward (hidden)"

import numpy as np

from autograder.checks import (
    CheckFailure,
    assert_close,
    assert_raises,
    assert_unchanged,
    case,
    rng,
    uneven_rows,
)


@case(points=1)
def random_values(batchnorm_forward, reference):
    """is right for random batches, also with another eps"""
    random = rng()
    for n, d, eps in ((6, 5, 1e-5), (4, 7, 1e-2), (9, 3, 1e-3)):
        x = uneven_rows(random, n, d)
        gamma, beta = random.standard_normal((2, d))
        out, _ = batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": eps})
        expected, _ = reference.batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": eps})
        assert_close(out, expected, "batchnorm_forward: out in train mode")


@case(points=1)
def over_batches(batchnorm_forward, reference):
    """keeps the moving averages over several batches, from zeros on"""
    random = rng()
    own, right = ({"mode": "train", "momentum": 0.7} for _ in range(2))
    for _ in range(4):
        x = uneven_rows(random)
        batchnorm_forward(x, np.ones(5), np.zeros(5), own)
        reference.batchnorm_forward(x, np.ones(5), np.zeros(5), right)
    for key in ("running_mean", "running_var"):
        what = f"batchnorm_forward: bn_param[{key!r}] after four batches"
        assert_close(own.get(key), right[key], what)


@case(points=0.5)
def other_eps_in_test_mode(batchnorm_forward, reference):
    """uses the eps it is given in test mode"""
    random = rng()
    x, gamma, beta = random.standard_normal((3, 4)), *random.standard_normal((2, 4))
    param = {"mode": "test", "eps": 0.1, "running_mean": gamma, "running_var": np.full(4, 0.3)}
    expected, _ = reference.batchnorm_forward(x, gamma, beta, dict(param))
    out, _ = batchnorm_forward(x, gamma, beta, dict(param))
    assert_close(out, expected, "batchnorm_forward: out in test mode")


@case(points=0.5)
def test_mode_changes_nothing(batchnorm_forward):
    """leaves the running statistics alone in test mode"""
    mean, var = np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.5, 4.0])
    bn_param = {"mode": "test", "running_mean": mean.copy(), "running_var": var.copy()}
    batchnorm_forward(rng().standard_normal((4, 3)), np.ones(3), np.zeros(3), bn_param)
    assert_close(bn_param["running_mean"], mean, "batchnorm_forward: running_mean in test mode")
    assert_close(bn_param["running_var"], var, "batchnorm_forward: running_var in test mode")


@case(points=0.5)
def test_mode_does_not_look_at_the_batch(batchnorm_forward):
    """gives an example the same result alone and in a batch in test mode"""
    random = rng()
    x, mean = random.standard_normal((5, 3)), random.standard_normal(3)
    param = {"mode": "test", "running_mean": mean, "running_var": np.array([1.0, 0.5, 4.0])}
    whole, _ = batchnorm_forward(x, np.ones(3), np.zeros(3), dict(param))
    alone, _ = batchnorm_forward(x[:1], np.ones(3), np.zeros(3), dict(param))
    assert_close(alone, whole[:1], "batchnorm_forward: out of one example in test mode")


@case(points=0.5)
def running_statistics_are_vectors(batchnorm_forward):
    """stores running statistics of shape (D,)"""
    bn_param = {"mode": "train"}
    batchnorm_forward(rng().standard_normal((4, 3)), np.ones(3), np.zeros(3), bn_param)
    for key in ("running_mean", "running_var"):
        stored = bn_param.get(key)
        if np.shape(stored) != (3,):
            raise CheckFailure(f"bn_param[{key!r}] should have shape (D,), as gamma and beta have.")


@case(points=0.5)
def far_from_zero(batchnorm_forward, reference):
    """is exact for features whose mean is much larger than their spread"""
    x = 1e6 + rng().standard_normal((8, 3))
    out, _ = batchnorm_forward(x, np.ones(3), np.zeros(3), {"mode": "train"})
    expected, _ = reference.batchnorm_forward(x, np.ones(3), np.zeros(3), {"mode": "train"})
    assert_close(out, expected, "batchnorm_forward: out far from zero", rtol=1e-5, atol=1e-6)


@case(points=0.5)
def unknown_mode(batchnorm_forward):
    """raises ValueError for a mode that does not exist"""
    x = np.ones((2, 2))
    assert_raises(ValueError, batchnorm_forward, x, np.ones(2), np.zeros(2), {"mode": "valid"})


@case(points=0.5)
def inputs_kept(batchnorm_forward):
    """leaves x, gamma and beta as they were"""
    random = rng()
    x, (gamma, beta) = random.standard_normal((4, 3)), random.standard_normal((2, 3))
    before = x.copy(), gamma.copy(), beta.copy()
    batchnorm_forward(x, gamma, beta, {"mode": "train"})
    for what, now, was in zip(("x", "gamma", "beta"), (x, gamma, beta), before, strict=True):
        assert_unchanged(now, was, f"batchnorm_forward: {what}")
