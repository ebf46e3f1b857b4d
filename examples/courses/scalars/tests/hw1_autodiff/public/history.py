OK_FORMAT = False
name = "history"
depends = ["values", "functions"]

import math

from autograder.checks import assert_close, case

from shared.operations import BINARY, UNARY, of_scalar


def expect(label, found, inputs, slopes, value=None):
    if value is not None:
        assert_close(found.value, value, label)
    history = found.history
    assert history is not None, f"{label} has no history"
    same = len(history.inputs) == len(inputs) and all(
        x is y for x, y in zip(history.inputs, inputs)
    )
    assert same, f"{label}: the inputs should be the Scalars that it was computed from"
    assert_close(list(history.slopes), slopes, f"{label}: the slopes")


@case(points=3)
def slopes(Scalar):
    """remembers the inputs of every operation, and its slopes in them"""
    binary = {
        "a + b": [1.0, 1.0],
        "a - b": [1.0, -1.0],
        "a * b": [-0.5, 4.0],
        "a / b": [-2.0, -16.0],
    }
    for label, expected in binary.items():
        a, b, f = Scalar(4.0), Scalar(-0.5), BINARY[label]
        expect(f"{label} for a = 4, b = -0.5", f(a, b), [a, b], expected, f(4.0, -0.5))
    for label, expected in (
        ("a + 3", 1.0),
        ("3 + a", 1.0),
        ("a - 3", 1.0),
        ("3 - a", -1.0),
        ("a * 3", 3.0),
        ("3 * a", 3.0),
        ("a / 4", 0.25),
        ("4 / a", -0.25),
        ("-a", -1.0),
        ("a ** 3", 48.0),
        ("a ** -2", -0.03125),
        ("a ** 0.5", 0.25),
    ):
        a, f = Scalar(4.0), UNARY[label]
        expect(f"{label} for a = 4", f(a), [a], [expected], f(4.0))
    for name, x, expected in (
        ("exp", math.log(3.0), 3.0),
        ("log", 4.0, 0.25),
        ("relu", 4.0, 1.0),
        ("relu", -4.0, 0.0),
        ("sigmoid", math.log(3.0), 0.1875),
        ("sigmoid", -math.log(3.0), 0.1875),
        ("tanh", math.log(2.0), 0.64),
    ):
        scalar = Scalar(x)
        expect(f"{name} of {x:.4g}", of_scalar(name, scalar), [scalar], [expected])


@case(points=1)
def edges(Scalar):
    """knows the slopes where a formula has none"""
    zero = Scalar(0.0)
    expect("relu of 0", zero.relu(), [zero], [0.0])
    expect("0 ** 0", zero**0, [zero], [0.0])
    for x in (1000.0, -1000.0):
        far = Scalar(x)
        expect(f"sigmoid of {x:g}", far.sigmoid(), [far], [0.0])


@case(points=1)
def twice(Scalar):
    """has a Scalar twice that an operation took twice"""
    a = Scalar(3.0)
    expect("a * a", a * a, [a, a], [3.0, 3.0])
    expect("a - a", a - a, [a, a], [1.0, -1.0])
