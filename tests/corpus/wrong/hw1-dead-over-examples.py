# assignment: hw1_layers, function: dead_relu_fraction, mistake: divided by N instead of the units
# promise: "the share of units (columns, or channels of images)"
import numpy as np


def dead_relu_fraction(activations):
    dead = [u for u in range(activations.shape[1]) if np.max(activations[:, u]) == 0]
    return len(dead) / len(activations)
