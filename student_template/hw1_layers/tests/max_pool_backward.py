OK_FORMAT = False
name = "max_pool_backward"
depends = ["max_pool_forward"]

from autograder.checks import case, check_gradient, rng


@case(points=1.5)
def gradient(max_pool_forward, max_pool_backward):
    """dx agrees with the numeric gradient"""
    random = rng()
    # all values differ by at least 0.1, so no step changes which one is the maximum
    x = 0.1 * random.permutation(96).reshape(2, 2, 4, 6)
    pool_param = {"pool_height": 2, "pool_width": 2, "stride": 2}
    inputs = {"x": x, "pool_param": pool_param}
    check_gradient(max_pool_forward, max_pool_backward, inputs, wrt=("x",))
