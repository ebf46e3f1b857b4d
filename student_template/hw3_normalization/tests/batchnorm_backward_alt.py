OK_FORMAT = False
name = "batchnorm_backward_alt"
depends = ["batchnorm_forward"]


from autograder.checks import case, check_gradient, rng, uneven_rows


@case(points=1.5)
def gradient(batchnorm_forward, batchnorm_backward_alt):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_rows(random)
    gamma, beta = random.standard_normal((2, 5))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "bn_param": {"mode": "train"}}
    check_gradient(batchnorm_forward, batchnorm_backward_alt, inputs, wrt=("x", "gamma", "beta"))
