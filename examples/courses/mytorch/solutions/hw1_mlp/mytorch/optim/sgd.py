"""Stochastic gradient descent."""


class SGD:
    """Moves W and b of every layer of a model that has them."""

    def __init__(self, model, lr=0.1, momentum=0.0):
        """model: anything with a list ``layers``; some of these have no parameters."""
        # BEGIN SOLUTION
        self.layers = [layer for layer in model.layers if hasattr(layer, "W")]
        self.lr, self.momentum = lr, momentum
        self.velocities = [(0.0, 0.0) for _ in self.layers]
        # END SOLUTION

    def step(self):
        """A velocity, 0 at first, becomes momentum * itself + the gradient; W -= lr * velocity.

        W and b have a velocity each.
        """
        # BEGIN SOLUTION
        for i, layer in enumerate(self.layers):
            v_W, v_b = self.velocities[i]
            v_W = self.momentum * v_W + layer.dW
            v_b = self.momentum * v_b + layer.db
            layer.W = layer.W - self.lr * v_W
            layer.b = layer.b - self.lr * v_b
            self.velocities[i] = v_W, v_b
        # END SOLUTION
