"""The loss of a classifier."""

import numpy as np


class CrossEntropyLoss:
    """The mean over the examples of -log(softmax(scores)) at the right class."""

    def forward(self, scores, labels):
        """scores: (N, C), of any size; labels: (N,) integers below C. Returns a float."""
        # BEGIN SOLUTION
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_softmax = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.rows, self.labels = np.arange(len(labels)), labels
        self.softmax = np.exp(log_softmax)
        return float(-log_softmax[self.rows, labels].mean())
        # END SOLUTION

    def backward(self):
        """The gradient by the scores of the last ``forward``: (N, C)."""
        # BEGIN SOLUTION
        dscores = self.softmax.copy()
        dscores[self.rows, self.labels] -= 1.0
        return dscores / len(self.rows)
        # END SOLUTION
