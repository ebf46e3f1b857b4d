"""A linear layer that knows its gradients, and stochastic gradient descent."""

import numpy as np


class Linear:
    """x W + b; ``backward`` leaves the gradients of W and b in ``dW`` and ``db``."""

    def __init__(self, n_in, n_out):
        """W: (n_in, n_out), b: (n_out,), both zero."""
        # BEGIN SOLUTION
        self.W = np.zeros((n_in, n_out))
        self.b = np.zeros(n_out)
        # END SOLUTION

    def forward(self, x):
        """(N, n_out), for x: (N, n_in)."""
        # BEGIN SOLUTION
        self.x = x
        return x @ self.W + self.b
        # END SOLUTION

    def backward(self, dout):
        """The gradient of x: (N, n_in), given dout: (N, n_out)."""
        # BEGIN SOLUTION
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
        # END SOLUTION


class SGD:
    """Moves the parameters of one layer against their gradients."""

    def __init__(self, layer, rate):
        """``rate`` is how far they move."""
        # BEGIN SOLUTION
        self.layer, self.rate = layer, rate
        # END SOLUTION

    def step(self):
        """One step, by the gradients that the layer's last backward has left."""
        # BEGIN SOLUTION
        self.layer.W = self.layer.W - self.rate * self.layer.dW
        self.layer.b = self.layer.b - self.rate * self.layer.db
        # END SOLUTION
