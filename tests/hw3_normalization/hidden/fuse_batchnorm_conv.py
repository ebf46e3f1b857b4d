OK_FORMAT = False
name = "fuse_batchnorm_conv (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def random_values(fuse_batchnorm_conv, reference):
    """w and b are right where filters and channels are equally many, with another eps"""
    random = rng()
    w, (b, gamma, beta, mean) = random.standard_normal((3, 3, 2, 3)), random.standard_normal((4, 3))
    arguments = w, b, gamma, beta, mean, random.uniform(0.001, 0.1, 3), 1e-3
    expected = reference.fuse_batchnorm_conv(*arguments)
    for name, one, right in zip("wb", fuse_batchnorm_conv(*arguments), expected, strict=True):
        assert_close(one, right, f"fuse_batchnorm_conv: {name}")
