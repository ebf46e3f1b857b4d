"""Reverse-mode differentiation of scalars: a graph of values, walked once from its end."""

import math

EPSILON = 1e-6


class Value:
    """A number, the values that it was made of, and its gradient after ``backward``."""

    # BEGIN SOLUTION
    def __init__(self, data, parents=()):
        self.data, self.parents = float(data), tuple(parents)
        self.grad = 0.0

    def __add__(self, other):
        return Value(self.data + data_of(other), [(self, 1.0), (other, 1.0)])

    __radd__ = __add__

    def __mul__(self, other):
        return Value(self.data * data_of(other), [(self, data_of(other)), (other, self.data)])

    __rmul__ = __mul__

    def __neg__(self):
        return -1.0 * self

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return other + -self

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return other * self**-1

    def __lt__(self, other):
        return self.data < data_of(other)

    def __gt__(self, other):
        return self.data > data_of(other)

    def __float__(self):
        return self.data

    def __bool__(self):
        return self.data != 0.0

    def __repr__(self):
        return f"Value({self.data:g})"

    # END SOLUTION

    def relu(self):
        """max(self, 0), whose gradient at 0 is 0."""
        # BEGIN SOLUTION
        return Value(max(self.data, 0.0), [(self, float(self.data > 0))])
        # END SOLUTION

    def exp(self):
        """e to the power of self."""
        # BEGIN SOLUTION
        made = math.exp(self.data)
        return Value(made, [(self, made)])
        # END SOLUTION


def data_of(value):
    """The number of a Value, or a number itself."""
    # BEGIN SOLUTION
    return value.data if isinstance(value, Value) else value
    # END SOLUTION


def topological(end):
    """All values that ``end`` was made of, each after those that it was made of itself."""
    # BEGIN SOLUTION
    order, seen = [], set()

    def visit(value):
        if isinstance(value, Value) and value not in seen:
            seen.add(value)
            for parent, _ in value.parents:
                visit(parent)
            order.append(value)

    visit(end)
    return order
    # END SOLUTION


def backward(end):
    """Set ``grad`` of everything that ``end`` was made of to the derivative of ``end``."""
    # BEGIN SOLUTION
    order = topological(end)
    for value in order:
        value.grad = 0.0
    end.grad = 1.0
    for value in reversed(order):
        for parent, slope in value.parents:
            if isinstance(parent, Value):
                parent.grad += slope * value.grad
    # END SOLUTION


def central_difference(f, *arguments, which=0):
    """The derivative of f by its argument number ``which``, with a step of EPSILON."""

    # BEGIN SOLUTION
    def at(step):
        return f(*(a + step if i == which else a for i, a in enumerate(arguments)))

    return (at(EPSILON) - at(-EPSILON)) / (2 * EPSILON)
    # END SOLUTION
