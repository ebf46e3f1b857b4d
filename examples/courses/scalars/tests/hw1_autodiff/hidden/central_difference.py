OK_FORMAT = False
name = "central_difference (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def cubic(central_difference):
    """differentiates a cubic by its second argument"""
    x, y, step = (float(v) for v in rng().uniform(0.5, 1.5, size=3))
    found = central_difference(lambda a, b: a * b**3, x, y, arg=1, epsilon=step)
    assert_close(found, x * (3 * y**2 + step**2), "central_difference")
