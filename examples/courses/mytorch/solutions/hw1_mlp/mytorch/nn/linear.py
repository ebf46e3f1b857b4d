"""A fully connected layer."""

import numpy as np

from ..utils import checked_batch


class Linear:
    """out = x @ W.T + b, one row of x an example.

    Attributes:
        W: (out_features, in_features), b: (out_features,), the parameters
        dW, db: the gradients of the loss by W and b, of the same shapes; zeros until the first
            ``backward``
    """

    def __init__(self, in_features, out_features, rng):
        """Draw W, then b, from ``rng``: uniform between -k and k, with k = 1 / sqrt(in_features)."""
        # BEGIN SOLUTION
        k = 1.0 / np.sqrt(in_features)
        self.W = rng.uniform(-k, k, size=(out_features, in_features))
        self.b = rng.uniform(-k, k, size=out_features)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        # END SOLUTION

    def forward(self, x):
        """x: (N, in_features), checked by ``checked_batch``. Returns (N, out_features)."""
        # BEGIN SOLUTION
        self.x = checked_batch(x, self.W.shape[1])
        return self.x @ self.W.T + self.b
        # END SOLUTION

    def backward(self, dout):
        """Set dW and db for the batch of the last ``forward``; dout: (N, out_features).

        Returns the gradient by x: (N, in_features). Gradients of earlier calls do not count.
        """
        # BEGIN SOLUTION
        self.dW = dout.T @ self.x
        self.db = dout.sum(axis=0)
        return dout @ self.W
        # END SOLUTION
