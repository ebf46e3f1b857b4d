OK_FORMAT = False
name = "instancenorm_forward (hidden)"

from autograder.checks import assert_close, case, rng, uneven_images


@case(points=0.5)
def random_values(instancenorm_forward, reference):
    """is right for random images, also with another eps"""
    random = rng()
    for shape, param in (((3, 4, 2, 5), {}), ((2, 3, 5, 4), {"eps": 1e-2})):
        x = uneven_images(random, shape)
        gamma, beta = random.standard_normal((2, shape[1]))
        expected, _ = reference.instancenorm_forward(x, gamma, beta, dict(param))
        out, _ = instancenorm_forward(x, gamma, beta, dict(param))
        assert_close(out, expected, "instancenorm_forward: out")
