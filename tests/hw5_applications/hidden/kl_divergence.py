OK_FORMAT = False
name = "kl_divergence (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(kl_divergence, reference):
    """all three are right for large and small variances"""
    mean, logvar = rng().standard_normal((2, 7, 4))
    found, right = (f(mean, 3 * logvar) for f in (kl_divergence, reference.kl_divergence))
    for what, own, expected in zip(("kl", "dmean", "dlogvar"), found, right, strict=True):
        assert_close(own, expected, f"kl_divergence: {what}")


@case(points=0.25)
def inputs_kept(kl_divergence):
    """leaves its arguments as they were"""
    mean, logvar = rng().standard_normal((2, 5, 4))
    before = mean.copy(), logvar.copy()
    kl_divergence(mean, logvar)
    assert_unchanged(mean, before[0], "kl_divergence: mean")
    assert_unchanged(logvar, before[1], "kl_divergence: logvar")
