OK_FORMAT = False
name = "fuse_batchnorm_affine (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(fuse_batchnorm_affine, reference):
    """w and b are right for random layers and another eps"""
    random = rng()
    w, (b, gamma, beta, mean) = random.standard_normal((5, 3)), random.standard_normal((4, 3))
    arguments = w, b, gamma, beta, mean, random.uniform(0.001, 0.1, 3), 1e-3
    expected = reference.fuse_batchnorm_affine(*arguments)
    for name, one, right in zip("wb", fuse_batchnorm_affine(*arguments), expected, strict=True):
        assert_close(one, right, f"fuse_batchnorm_affine: {name}")
