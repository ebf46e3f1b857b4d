"""A multilayer perceptron."""

from ..nn.activation import ReLU
from ..nn.batchnorm import BatchNorm1d
from ..nn.linear import Linear


class MLP:
    """Linear layers with a ReLU after each but the last, as the list ``layers``.

    With ``batchnorm`` there is a BatchNorm1d in front of each ReLU.
    """

    def __init__(self, sizes, rng, batchnorm=False):
        """sizes: features of the input, of each hidden layer, and classes; two or more numbers."""
        # BEGIN SOLUTION
        self.layers = []
        for features, outputs in zip(sizes, sizes[1:-1]):
            self.layers.append(Linear(features, outputs, rng))
            if batchnorm:
                self.layers.append(BatchNorm1d(outputs))
            self.layers.append(ReLU())
        self.layers.append(Linear(sizes[-2], sizes[-1], rng))
        self.training = True
        # END SOLUTION

    def forward(self, x):
        """x: (N, sizes[0]). Returns the scores: (N, sizes[-1])."""
        # BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x)
        return x
        # END SOLUTION

    def backward(self, dscores):
        """Set the gradients of all layers; returns the gradient by x."""
        # BEGIN SOLUTION
        for layer in reversed(self.layers):
            dscores = layer.backward(dscores)
        return dscores
        # END SOLUTION

    def train(self, mode=True):
        """Set ``training`` of the model, and of the layers that have it."""
        # BEGIN SOLUTION
        self.training = mode
        for layer in self.layers:
            if hasattr(layer, "training"):
                layer.training = mode
        # END SOLUTION
