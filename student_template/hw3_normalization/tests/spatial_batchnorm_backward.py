OK_FORMAT = False
name = "spatial_batchnorm_backward"
depends = ["spatial_batchnorm_forward"]


from autograder.checks import case, check_gradient, rng, uneven_images


@case(points=2)
def gradient(spatial_batchnorm_forward, spatial_batchnorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_images(random, (2, 4, 3, 5))
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train"}}
    check_gradient(
        spatial_batchnorm_forward, spatial_batchnorm_backward, inputs, wrt=("x", "gamma", "beta")
    )
