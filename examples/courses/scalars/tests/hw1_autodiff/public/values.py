OK_FORMAT = False
name = "values"

from autograder.checks import assert_close, case

from shared.operations import BINARY, UNARY


@case(points=2)
def arithmetic(Scalar):
    """computes like numbers, with a number on either side"""
    for label, f in BINARY.items():
        found = f(Scalar(2.0), Scalar(-5.0))
        assert isinstance(found, Scalar), f"{label} should be a Scalar"
        assert_close(found.value, f(2.0, -5.0), f"{label} for a = 2, b = -5")
    for label, f in UNARY.items():
        found = f(Scalar(2.0))
        assert isinstance(found, Scalar), f"{label} should be a Scalar"
        assert_close(found.value, f(2.0), f"{label} for a = 2")


@case(points=1)
def operands(Scalar):
    """leaves the operands as they are"""
    a, b = Scalar(2.0), Scalar(-5.0)
    for label, f in BINARY.items():
        f(a, b)
        assert (a.value, b.value) == (2.0, -5.0), f"{label} changes the value of a or b"
    for label, f in UNARY.items():
        f(a)
        assert a.value == 2.0, f"{label} changes the value of a"
    assert a.history is None and b.history is None, "an operand has a history now"
    assert (a.derivative, b.derivative) == (0.0, 0.0), "an operand has a derivative now"


@case(points=1)
def comparisons(Scalar):
    """compares values, with a number on either side"""
    a, b = Scalar(2.0), Scalar(3.0)
    assert (a < b) is True and (b < a) is False and (a < Scalar(2.0)) is False
    assert (b > a) is True and (a > b) is False and (a > Scalar(2.0)) is False
    assert a < 2.5 and not a < 2 and 1 < a and not 2 < a
    assert a > 1.5 and not a > 2 and 3 > a and not 2 > a
    assert max([a, b]) is b and sorted([b, a])[0] is a


@case(points=0.5)
def power_zero(Scalar):
    """takes the power 0, of 0 too"""
    assert_close((Scalar(3.0) ** 0).value, 1.0, "3 ** 0")
    assert_close((Scalar(0.0) ** 0).value, 1.0, "0 ** 0")
