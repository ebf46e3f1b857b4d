OK_FORMAT = False
name = "functions"

import math

from autograder.checks import assert_close, assert_raises, case

from shared.operations import FUNCTIONS, of_scalar


@case(points=2)
def by_hand(Scalar):
    """gives the values that the hand-out has"""
    for name, x, expected in (
        ("exp", 0.0, 1.0),
        ("exp", 2.0, math.e**2),
        ("log", math.e, 1.0),
        ("log", 8.0, 3 * math.log(2.0)),
        ("relu", 3.0, 3.0),
        ("relu", 0.0, 0.0),
        ("relu", -3.0, 0.0),
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", math.log(3.0), 0.75),
        ("sigmoid", -math.log(3.0), 0.25),
        ("tanh", 0.0, 0.0),
        ("tanh", math.log(2.0), 0.6),
    ):
        found = of_scalar(name, Scalar(x))
        assert isinstance(found, Scalar), f"{name} should be a Scalar"
        assert_close(found.value, expected, f"{name} of {x:.4g}", atol=1e-15)


@case(points=1)
def far_out(Scalar):
    """does not overflow where the result is a plain number"""
    assert_close(Scalar(1000.0).sigmoid().value, 1.0, "sigmoid of 1000")
    assert_close(Scalar(-1000.0).sigmoid().value, 0.0, "sigmoid of -1000")
    assert_close(Scalar(-40.0).sigmoid().value, math.exp(-40.0), "sigmoid of -40", atol=0.0)
    assert_close(Scalar(-1000.0).tanh().value, -1.0, "tanh of -1000")
    assert_close(Scalar(-1000.0).exp().value, 0.0, "exp of -1000")


@case(points=0.5)
def no_logarithm(Scalar):
    """has no logarithm of what is not above 0"""
    for x in (0.0, -1.0):
        assert_raises(ValueError, Scalar(x).log)
