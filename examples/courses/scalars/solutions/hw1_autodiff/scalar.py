"""A number that remembers what it was computed from."""

import math
from dataclasses import dataclass

import autodiff


@dataclass(frozen=True)
class History:
    """What a Scalar was computed from: Scalars, and its slope in each of them."""

    inputs: tuple
    slopes: tuple


class Scalar:
    """A number, its history and its derivative. Two Scalars are == where they are the same one."""

    def __init__(self, value, history=None):
        """``value``: a number; ``history``: None for a leaf."""
        self.value = float(value)
        self.history = history
        self.derivative = 0.0

    def __repr__(self):
        return f"Scalar({self.value:g})"

    def __float__(self):
        return self.value

    def __add__(self, other):
        """self + other. Here and below ``other`` is a Scalar or a number."""
        # BEGIN SOLUTION
        return computed(self.value + value_of(other), (self, 1.0), (other, 1.0))
        # END SOLUTION

    def __radd__(self, other):
        """other + self"""
        # BEGIN SOLUTION
        return self + other
        # END SOLUTION

    def __sub__(self, other):
        """self - other"""
        # BEGIN SOLUTION
        return computed(self.value - value_of(other), (self, 1.0), (other, -1.0))
        # END SOLUTION

    def __rsub__(self, other):
        """other - self"""
        # BEGIN SOLUTION
        return computed(other - self.value, (self, -1.0))
        # END SOLUTION

    def __mul__(self, other):
        """self * other"""
        # BEGIN SOLUTION
        factor = value_of(other)
        return computed(self.value * factor, (self, factor), (other, self.value))
        # END SOLUTION

    def __rmul__(self, other):
        """other * self"""
        # BEGIN SOLUTION
        return self * other
        # END SOLUTION

    def __truediv__(self, other):
        """self / other"""
        # BEGIN SOLUTION
        divisor = value_of(other)
        slope = -self.value / divisor**2
        return computed(self.value / divisor, (self, 1 / divisor), (other, slope))
        # END SOLUTION

    def __rtruediv__(self, other):
        """other / self"""
        # BEGIN SOLUTION
        return computed(other / self.value, (self, -other / self.value**2))
        # END SOLUTION

    def __neg__(self):
        """-self"""
        # BEGIN SOLUTION
        return computed(-self.value, (self, -1.0))
        # END SOLUTION

    def __pow__(self, exponent):
        """self to the power of ``exponent``, a number. The power 0 is 1 and has the slope 0."""
        # BEGIN SOLUTION
        slope = exponent * self.value ** (exponent - 1) if exponent else 0.0
        return computed(self.value**exponent, (self, slope))
        # END SOLUTION

    def __lt__(self, other):
        """Whether the value of self is below that of other."""
        # BEGIN SOLUTION
        return self.value < value_of(other)
        # END SOLUTION

    def __gt__(self, other):
        """Whether the value of self is above that of other."""
        # BEGIN SOLUTION
        return self.value > value_of(other)
        # END SOLUTION

    def exp(self):
        """e to the power of self."""
        # BEGIN SOLUTION
        power = math.exp(self.value)
        return computed(power, (self, power))
        # END SOLUTION

    def log(self):
        """The natural logarithm; ``ValueError`` where self is not above 0."""
        # BEGIN SOLUTION
        return computed(math.log(self.value), (self, 1 / self.value))
        # END SOLUTION

    def relu(self):
        """self where it is above 0, else 0. The slope at 0 is 0."""
        # BEGIN SOLUTION
        return computed(max(self.value, 0.0), (self, 1.0 if self.value > 0 else 0.0))
        # END SOLUTION

    def sigmoid(self):
        """1 / (1 + e^-self), for every number: nothing overflows."""
        # BEGIN SOLUTION
        small = math.exp(-abs(self.value))
        high = 1 / (1 + small)
        low = small * high
        # equivalent: at 0 both are 1/2
        return computed(high if self.value > 0 else low, (self, high * low))
        # END SOLUTION

    def tanh(self):
        """The hyperbolic tangent."""
        # BEGIN SOLUTION
        found = math.tanh(self.value)
        return computed(found, (self, 1 - found**2))
        # END SOLUTION

    def backward(self, derivative=1.0):
        """Add to the ``derivative`` of all leaves; see ``autodiff.backpropagate``."""
        # BEGIN SOLUTION
        autodiff.backpropagate(self, derivative)
        # END SOLUTION


def value_of(number):
    """The value of a Scalar; a number as it is."""
    # BEGIN SOLUTION
    return number.value if isinstance(number, Scalar) else number
    # END SOLUTION


def computed(value, *pairs):
    """The Scalar that an operation gives; ``pairs`` are (input, slope), one for each input.

    Of inputs that are no Scalars nothing is remembered. Each operation has one history: that of
    x - y has the inputs (x, y) and the slopes (1.0, -1.0), that of 3 - y the input y and the slope
    -1.0.
    """
    # BEGIN SOLUTION
    kept = [pair for pair in pairs if isinstance(pair[0], Scalar)]
    inputs, slopes = zip(*kept)
    return Scalar(value, History(inputs, slopes))
    # END SOLUTION
