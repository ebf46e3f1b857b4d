OK_FORMAT = False
name = "functions (hidden)"

from autograder.checks import assert_close, case, rng

from shared.operations import FUNCTIONS, of_scalar


@case(points=1)
def others(Scalar):
    """gives the values of other numbers"""
    for x in rng().uniform(0.1, 4.0, size=3):
        for name, right in FUNCTIONS.items():
            assert_close(of_scalar(name, Scalar(x)).value, right(x), name)
            if name != "log":
                assert_close(of_scalar(name, Scalar(-x)).value, right(-x), f"{name} below 0")
