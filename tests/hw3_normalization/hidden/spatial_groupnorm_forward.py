OK_FORMAT = False
name = "spatial_groupnorm_forward (hidden)"

from autograder.checks import assert_close, case, rng, uneven_images


@case(points=0.5)
def random_values(spatial_groupnorm_forward, reference):
    """is right for random images, also with another eps and other groups"""
    random = rng()
    for shape, groups, param in (((4, 6, 7, 5), 2, {}), ((5, 8, 3, 6), 4, {"eps": 1e-2})):
        x = uneven_images(random, shape)
        gamma, beta = random.standard_normal((2, shape[1]))
        expected, _ = reference.spatial_groupnorm_forward(x, gamma, beta, groups, dict(param))
        out, _ = spatial_groupnorm_forward(x, gamma, beta, groups, dict(param))
        assert_close(out, expected, "spatial_groupnorm_forward: out")
