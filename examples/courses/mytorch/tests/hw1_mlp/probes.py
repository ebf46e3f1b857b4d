"""What runs beside your code: trainings of hundreds of steps."""

import numpy as np

import mytorch.models.mlp as mlp
import mytorch.nn.loss as loss
import mytorch.optim.sgd as sgd
import mytorch.training as training


def spirals(random, points):
    """Two spirals of so many points each. Returns x: (2 * points, 2), labels: (2 * points,)."""
    angle = np.linspace(0.5, 2.0, points) * np.pi
    arm = angle[:, None] / np.pi * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.concatenate([arm, -arm]) + 0.03 * random.standard_normal((2 * points, 2))
    return x, np.repeat([0, 1], points)


def learned(seed, epochs, batchnorm):
    """Train on spirals. Returns the loss of each epoch, and the accuracy on other points."""
    random = np.random.default_rng(seed)
    x, labels = spirals(random, 60)
    model = mlp.MLP([2, 24, 24, 2], random, batchnorm=batchnorm)
    criterion, optimizer = loss.CrossEntropyLoss(), sgd.SGD(model, lr=0.2, momentum=0.9)
    losses = [
        training.train_epoch(model, criterion, optimizer, x, labels, 32, random)
        for _ in range(epochs)
    ]
    return losses, training.accuracy(model, *spirals(random, 60))
