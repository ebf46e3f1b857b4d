OK_FORMAT = False
name = "fuse_batchnorm_conv (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(fuse_batchnorm_conv, reference):
    """w and b are right for random filters, as many as channels too, with another eps"""
    random = rng()
    for shape in ((5, 4, 2, 3), (3, 3, 2, 4)):
        w, rest = random.standard_normal(shape), random.standard_normal((4, shape[0]))
        arguments = w, *rest, random.uniform(0.001, 0.1, shape[0]), 1e-3
        expected = reference.fuse_batchnorm_conv(*arguments)
        for name, one, right in zip("wb", fuse_batchnorm_conv(*arguments), expected, strict=True):
            assert_close(one, right, f"fuse_batchnorm_conv: {name}")
