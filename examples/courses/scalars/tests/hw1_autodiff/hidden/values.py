OK_FORMAT = False
name = "values (hidden)"

from autograder.checks import assert_close, case, rng

from shared.operations import BINARY, UNARY


@case(points=1)
def others(Scalar):
    """computes like numbers with other numbers"""
    a, b = (float(x) for x in rng().uniform(0.5, 3.0, size=2))
    for label, f in BINARY.items():
        assert_close(f(Scalar(a), Scalar(-b)).value, f(a, -b), label)
    for label, f in UNARY.items():
        assert_close(f(Scalar(b)).value, f(b), label)
