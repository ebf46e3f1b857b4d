"""Activation functions: they work element by element on arrays of any shape."""

import numpy as np


class ReLU:
    """max(x, 0)."""

    def forward(self, x):
        """Returns an array of its own, of the shape of x."""
        # BEGIN SOLUTION
        self.positive = x > 0
        return np.where(self.positive, x, 0.0)
        # END SOLUTION

    def backward(self, dout):
        """The gradient by the x of the last ``forward``; at x = 0 it is 0."""
        # BEGIN SOLUTION
        return np.where(self.positive, dout, 0.0)
        # END SOLUTION


class Sigmoid:
    """1 / (1 + exp(-x)), without a warning for any x."""

    def forward(self, x):
        """Returns an array of the shape of x, between 0 and 1."""
        # BEGIN SOLUTION
        small = np.exp(-np.abs(x))
        # equivalent: at x = 0, small is 1
        self.out = np.where(x < 0, small, 1.0) / (1.0 + small)
        return self.out
        # END SOLUTION

    def backward(self, dout):
        """The gradient by the x of the last ``forward``."""
        # BEGIN SOLUTION
        return dout * self.out * (1.0 - self.out)
        # END SOLUTION


class Tanh:
    """The hyperbolic tangent."""

    def forward(self, x):
        """Returns an array of the shape of x, between -1 and 1."""
        # BEGIN SOLUTION
        self.out = np.tanh(x)
        return self.out
        # END SOLUTION

    def backward(self, dout):
        """The gradient by the x of the last ``forward``."""
        # BEGIN SOLUTION
        return dout * (1.0 - self.out**2)
        # END SOLUTION
