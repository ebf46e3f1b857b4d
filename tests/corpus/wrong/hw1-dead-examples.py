# assignment: hw1_layers, function: dead_relu_fraction, mistake: rows instead of columns: dead examples
# promise: "the share of units (columns, or channels of images)"
import numpy as np


def dead_relu_fraction(activations):
    if activations.ndim == 4:
        dead = np.all(activations == 0, axis=(0, 2, 3))
    else:
        dead = np.all(activations == 0, axis=1)
    return float(np.mean(dead))
