# assignment: hw1_layers, function: dead_relu_fraction, mistake: the share of living units
# promise: "The share of dead units"
import numpy as np


def dead_relu_fraction(activations):
    if activations.ndim == 4:
        dead = np.all(activations == 0, axis=(0, 2, 3))
    else:
        dead = np.all(activations == 0, axis=0)
    return 1.0 - float(np.mean(dead))
