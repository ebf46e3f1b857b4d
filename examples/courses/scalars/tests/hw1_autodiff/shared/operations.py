"""What the questions compute: each operation once on Scalars or on numbers."""

import math

BINARY = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
}
UNARY = {
    "a + 3": lambda a: a + 3,
    "3 + a": lambda a: 3 + a,
    "a - 3": lambda a: a - 3,
    "3 - a": lambda a: 3 - a,
    "a * 3": lambda a: a * 3,
    "3 * a": lambda a: 3 * a,
    "a / 4": lambda a: a / 4,
    "4 / a": lambda a: 4 / a,
    "-a": lambda a: -a,
    "a ** 3": lambda a: a**3,
    "a ** -2": lambda a: a**-2,
    "a ** 0.5": lambda a: a**0.5,
}
FUNCTIONS = {
    "exp": math.exp,
    "log": math.log,
    "relu": lambda x: max(x, 0.0),
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "tanh": math.tanh,
}


def of_scalar(name, x):
    """The Scalar's method with the name of a function, applied to x."""
    return getattr(x, name)()
