OK_FORMAT = False
name = "policy_backward"
depends = ["policy_forward"]

from shared.policies import drawn_policy

from autograder.checks import case, check_gradient, rng


@case(points=0.5)
def gradients(policy_forward, policy_backward):
    """the gradients of all parameters agree with the numeric ones"""
    random = rng()
    params = drawn_policy(random, (2, 3), 4)
    planes = random.standard_normal((2, 8, 4, 4))  # equal axes: a board
    inputs = {"params": params, "planes": planes}
    check_gradient(policy_forward, policy_backward, inputs, wrt=("params",))
