OK_FORMAT = False
name = "values"

from autograder.checks import assert_close, case


@case(points=2)
def arithmetic(Value):
    """computes like numbers, with numbers on either side"""
    a, b = Value(2), Value(-3.0)
    for name, found, expected in (
        ("a + b", a + b, -1.0),
        ("a + 1", a + 1, 3.0),
        ("1 + a", 1 + a, 3.0),
        ("a * b", a * b, -6.0),
        ("a * 4", a * 4, 8.0),
        ("4 * a", 4 * a, 8.0),
        ("-a", -a, -2.0),
        ("a - b", a - b, 5.0),
        ("a - 1", a - 1, 1.0),
        ("1 - a", 1 - a, -1.0),
        ("a ** 3", a**3, 8.0),
        ("a / b", a / b, -2 / 3),
        ("a / 4", a / 4, 0.5),
        ("4 / a", 4 / a, 2.0),
        ("relu(a)", a.relu(), 2.0),
        ("relu(b)", b.relu(), 0.0),
        ("exp(a)", a.exp(), 7.38905609893065),
    ):
        assert isinstance(found, Value), name
        assert_close(found.data, expected, name)
    assert type(a.data) is float and a.grad == 0.0


@case(points=1)
def comparisons(Value):
    """compares like numbers, and is one of a set"""
    a, b = Value(2.0), Value(3.0)
    assert a < b and not b < a and not a < a and b > 2 and not a > a and a < 2.5 and not a > 2.5
    assert float(a) == 2.0 and bool(a) and not Value(0.0) and bool(Value(-1.0))
    assert len({a, b, a}) == 2
    assert max([a, b]) is b


@case(points=1)
def text(Value):
    """shows itself"""
    assert repr(Value(2.5)) == "Value(2.5)" and f"{Value(-1)}" == "Value(-1)"
