OK_FORMAT = False
name = "layernorm_backward"
depends = ["layernorm_forward"]


from autograder.checks import case, check_gradient, rng, uneven_rows


@case(points=2)
def gradient(layernorm_forward, layernorm_backward):
    """dx, dgamma and dbeta agree with the numeric gradient"""
    random = rng()
    x = uneven_rows(random, 4, 6)
    x[0, 2:] *= 0.01
    gamma, beta = random.standard_normal((2, 6))
    inputs = {"x": x, "gamma": gamma, "beta": beta, "ln_param": {}}
    check_gradient(layernorm_forward, layernorm_backward, inputs, wrt=("x", "gamma", "beta"))
