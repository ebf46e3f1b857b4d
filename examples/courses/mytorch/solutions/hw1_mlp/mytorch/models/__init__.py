"""Networks made of layers."""

from .mlp import MLP
