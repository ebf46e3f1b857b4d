import numpy as np


class CrossEntropyLoss:
    """With the labels as rows of an identity."""

    def forward(self, scores, labels):
        self.n, classes = scores.shape
        self.wanted = np.eye(classes)[labels]
        self.log = scores - np.logaddexp.reduce(scores, axis=1)[:, None]
        return -np.vdot(self.wanted, self.log) / self.n

    def backward(self):
        return (np.exp(self.log) - self.wanted) / self.n
