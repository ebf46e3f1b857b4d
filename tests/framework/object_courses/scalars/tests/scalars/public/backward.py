OK_FORMAT = False
name = "backward"
depends = ["values"]

import math

from autograder.checks import assert_close, case

FUNCTIONS = {
    "a + b": lambda a, b: a + b,
    "a * b": lambda a, b: a * b,
    "a - b": lambda a, b: a - b,
    "a / b": lambda a, b: a / b,
    "2 - a, 1 + b": lambda a, b: (2 - a) * (1 + b),
    "3 / a": lambda a, b: 3 / a + 2 * b,
    "a ** 3": lambda a, b: a**3 - b,
    "a twice": lambda a, b: a * a + a * b,
    "relu": lambda a, b: a.relu() + 3 * b.relu(),
    "exp": lambda a, b: (a * b).exp() - a.exp(),
}


@case(points=1)
def order(Value, topological):
    """sorts the graph"""
    a, b = Value(1.0), Value(2.0)
    c = a * b
    d = c + a
    found = topological(d)
    assert len(found) == 4 and found[-1] is d and found[-2] is c
    assert {found[0], found[1]} == {a, b}


@case(points=3)
def gradients(Value, backward):
    """agrees with finite differences"""
    for name, f in FUNCTIONS.items():
        a, b = Value(0.75), Value(-1.5)
        assert backward(f(a, b)) is None
        h = 1e-6
        da = (f(Value(0.75 + h), b).data - f(Value(0.75 - h), b).data) / (2 * h)
        db = (f(a, Value(-1.5 + h)).data - f(a, Value(-1.5 - h)).data) / (2 * h)
        assert_close(a.grad, da, f"{name}: a.grad", rtol=1e-6, atol=1e-8)
        assert_close(b.grad, db, f"{name}: b.grad", rtol=1e-6, atol=1e-8)


@case(points=1)
def twice(Value, backward):
    """does not add up over calls"""
    a = Value(3.0)
    end = a * a
    backward(end)
    backward(end)
    assert a.grad == 6.0 and end.grad == 1.0


@case(points=1)
def kink(Value, backward):
    """has the slope 0 of relu at 0"""
    a = Value(0.0)
    backward(a.relu())
    assert a.grad == 0.0


@case(points=1)
def deep(Value, backward):
    """shares the work on what is used often"""
    a = end = Value(1.0)
    for _ in range(40):
        end = end + end
    backward(end)
    assert a.grad == 2.0**40 and math.isfinite(end.data)
