"""Optimizers."""

from .sgd import SGD
