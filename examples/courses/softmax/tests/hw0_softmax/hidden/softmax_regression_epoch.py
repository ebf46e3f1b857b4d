OK_FORMAT = False
name = "softmax_regression_epoch (hidden)"
depends = ["softmax_gradient"]

from autograder.checks import assert_close, case, rng


@case(points=1)
def others(softmax_regression_epoch, reference):
    """is right for other data, of three classes"""
    random = rng()
    inputs = random.standard_normal((11, 4))
    labels, theta = random.integers(0, 3, size=11), random.standard_normal((4, 3))
    right = theta.copy()
    reference.softmax_regression_epoch(inputs, labels, right, 0.25, 4)
    softmax_regression_epoch(inputs, labels, theta, 0.25, 4)
    assert_close(theta, right, "theta")
