OK_FORMAT = False
name = "spatial_groupnorm_backward"
depends = ["spatial_groupnorm_forward"]


from autograder.checks import case, check_gradient, rng, uneven_images


@case(points=2)
def gradient(spatial_groupnorm_forward, spatial_groupnorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_images(random, (2, 4, 2, 3))
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "G": 2, "gn_param": {}}
    check_gradient(
        spatial_groupnorm_forward, spatial_groupnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )
