OK_FORMAT = False
name = "batchnorm_forward (hidden)"

from autograder.checks import assert_close, case, rng, uneven_rows


@case(points=0.5)
def random_values(batchnorm_forward, reference):
    """is right for random batches, also with another eps"""
    random = rng()
    for n, d, eps in ((6, 5, 1e-5), (4, 7, 1e-2), (9, 3, 1e-3)):
        x = uneven_rows(random, n, d)
        gamma, beta = random.standard_normal((2, d))
        out, _ = batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": eps})
        expected, _ = reference.batchnorm_forward(x, gamma, beta, {"mode": "train", "eps": eps})
        assert_close(out, expected, "batchnorm_forward: out in train mode")


@case(points=0.5)
def over_batches(batchnorm_forward, reference):
    """keeps the moving averages over several batches, from zeros on"""
    random = rng()
    gamma, beta = random.standard_normal((2, 5))
    own, right = ({"mode": "train", "momentum": 0.7} for _ in range(2))
    for _ in range(4):
        x = uneven_rows(random)
        batchnorm_forward(x, gamma, beta, own)
        reference.batchnorm_forward(x, gamma, beta, right)
    for key in ("running_mean", "running_var"):
        what = f"batchnorm_forward: bn_param[{key!r}] after four batches"
        assert_close(own.get(key), right[key], what)


@case(points=0.5)
def other_eps_in_test_mode(batchnorm_forward, reference):
    """uses the eps it is given in test mode"""
    random = rng()
    x, (gamma, beta, mean) = random.standard_normal((3, 4)), random.standard_normal((3, 4))
    param = {"mode": "test", "eps": 0.1, "running_mean": mean, "running_var": gamma**2}
    expected, _ = reference.batchnorm_forward(x, gamma, beta, dict(param))
    out, _ = batchnorm_forward(x, gamma, beta, dict(param))
    assert_close(out, expected, "batchnorm_forward: out in test mode")
