OK_FORMAT = False
name = "instancenorm_backward"
depends = ["instancenorm_forward"]


from autograder.checks import case, check_gradient, rng, uneven_images


@case(points=2)
def gradient(instancenorm_forward, instancenorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_images(random, (2, 4, 2, 3))
    gamma, beta = random.standard_normal((2, 4))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "in_param": {}}
    check_gradient(instancenorm_forward, instancenorm_backward, inputs, wrt=("x", "gamma", "beta"))
