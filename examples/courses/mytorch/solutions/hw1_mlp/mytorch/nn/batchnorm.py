"""Batch normalization of features."""

import numpy as np

from ..utils import checked_batch


class BatchNorm1d:
    """W * (x - mean) / sqrt(var + eps) + b, feature by feature.

    mean and var (divided by N) are those of the batch while ``training`` is true, and
    ``running_mean`` and ``running_var`` otherwise.

    Attributes:
        W, b: (num_features,), ones and zeros at first; dW, db: their gradients, zeros at first
        running_mean, running_var: (num_features,), zeros and ones at first
        training: True at first; set by the model
    """

    def __init__(self, num_features, alpha=0.9, eps=1e-5):
        # BEGIN SOLUTION
        self.alpha, self.eps = alpha, eps
        self.W, self.b = np.ones(num_features), np.zeros(num_features)
        self.dW, self.db = np.zeros(num_features), np.zeros(num_features)
        self.running_mean, self.running_var = np.zeros(num_features), np.ones(num_features)
        self.training = True
        # END SOLUTION

    def forward(self, x):
        """x: (N, num_features), checked by ``checked_batch``. Returns the same shape.

        In training, a running statistic becomes alpha * itself + (1 - alpha) * that of the batch.
        """
        # BEGIN SOLUTION
        x = checked_batch(x, len(self.W))
        if self.training:
            mean, var = x.mean(axis=0), x.var(axis=0)
            self.running_mean = self.alpha * self.running_mean + (1 - self.alpha) * mean
            self.running_var = self.alpha * self.running_var + (1 - self.alpha) * var
        else:
            mean, var = self.running_mean, self.running_var
        self.std = np.sqrt(var + self.eps)
        self.normal = (x - mean) / self.std
        return self.W * self.normal + self.b
        # END SOLUTION

    def backward(self, dout):
        """Set dW and db for the last ``forward``, which was in training; returns the gradient by x."""
        # BEGIN SOLUTION
        self.dW = (dout * self.normal).sum(axis=0)
        self.db = dout.sum(axis=0)
        count = dout.shape[0]
        return self.W / self.std * (dout - (self.db + self.normal * self.dW) / count)
        # END SOLUTION
