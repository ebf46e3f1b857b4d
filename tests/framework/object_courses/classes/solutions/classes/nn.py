"""Layers that keep their parameters and the gradients of these, and an optimiser over a model."""

import numpy as np


class Linear:
    """An affine layer, x @ W + b; W: (in_features, out_features), b: (out_features,)."""

    def __init__(self, in_features, out_features, rng):
        """He's initialization of W, zeros for b, dW and db."""
        # BEGIN SOLUTION
        self.W = rng.normal(0.0, np.sqrt(2.0 / in_features), size=(in_features, out_features))
        self.b = np.zeros(out_features)
        self.dW, self.db = np.zeros(self.W.shape), np.zeros(out_features)
        # END SOLUTION

    def forward(self, x):
        """x: (N, in_features)."""
        # BEGIN SOLUTION
        self.x = x
        return x @ self.W + self.b
        # END SOLUTION

    def backward(self, dout):
        """The gradient with respect to x; dW and db are set."""
        # BEGIN SOLUTION
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
        # END SOLUTION


class ReLU:
    """max(x, 0), element by element."""

    def forward(self, x):
        """x: of any shape."""
        # BEGIN SOLUTION
        self.positive = x > 0
        return np.where(self.positive, x, 0.0)
        # END SOLUTION

    def backward(self, dout):
        """The gradient with respect to x, 0 where x is."""
        # BEGIN SOLUTION
        return dout * self.positive
        # END SOLUTION


class BatchNorm1d:
    """Batch normalization of features; W scales, b shifts, running statistics in evaluation."""

    def __init__(self, features, momentum=0.9, eps=1e-5):
        """W ones, b zeros, running_mean zeros, running_var ones; in training mode."""
        # BEGIN SOLUTION
        self.W, self.b = np.ones(features), np.zeros(features)
        self.dW, self.db = np.zeros(features), np.zeros(features)
        self.running_mean, self.running_var = np.zeros(features), np.ones(features)
        self.momentum, self.eps = momentum, eps
        self.training = True
        # END SOLUTION

    def forward(self, x):
        """x: (N, features)."""
        # BEGIN SOLUTION
        if not self.training:
            return self.W * (x - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.b
        mean, var = x.mean(axis=0), x.var(axis=0)
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
        self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        self.std = np.sqrt(var + self.eps)
        self.normal = (x - mean) / self.std
        return self.W * self.normal + self.b
        # END SOLUTION

    def backward(self, dout):
        """The gradient with respect to x in training; dW and db are set."""
        # BEGIN SOLUTION
        self.dW = (dout * self.normal).sum(axis=0)
        self.db = dout.sum(axis=0)
        inner = dout * self.W
        centred = inner - inner.mean(axis=0) - self.normal * (inner * self.normal).mean(axis=0)
        return centred / self.std
        # END SOLUTION


class Sequential:
    """Layers one after the other, as the attribute ``layers``."""

    def __init__(self, *layers):
        # BEGIN SOLUTION
        self.layers = list(layers)
        # END SOLUTION

    def __len__(self):
        # BEGIN SOLUTION
        return len(self.layers)
        # END SOLUTION

    def __getitem__(self, index):
        # BEGIN SOLUTION
        return self.layers[index]
        # END SOLUTION

    def forward(self, x):
        """What the last layer gives."""
        # BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x)
        return x
        # END SOLUTION

    def backward(self, dout):
        """The gradient with respect to the input of the first layer."""
        # BEGIN SOLUTION
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout
        # END SOLUTION


class SGD:
    """Stochastic gradient descent with momentum on all layers of a model that have a W."""

    def __init__(self, model, lr, momentum=0.0):
        """Velocities begin with zeros."""
        # BEGIN SOLUTION
        self.layers = [layer for layer in model.layers if hasattr(layer, "W")]
        self.lr, self.momentum = lr, momentum
        self.velocity = [[0.0, 0.0] for _ in self.layers]
        # END SOLUTION

    def step(self):
        """v = momentum * v + gradient, and each parameter moves by -lr * v, in place."""
        # BEGIN SOLUTION
        for layer, velocity in zip(self.layers, self.velocity):
            velocity[0] = self.momentum * velocity[0] + layer.dW
            velocity[1] = self.momentum * velocity[1] + layer.db
            layer.W -= self.lr * velocity[0]
            layer.b -= self.lr * velocity[1]
        # END SOLUTION
