# assignment: hw1_layers, function: dead_relu_fraction, mistake: a unit whose mean rounds to 0 at 4 digits
# promise: "those that are 0 for every example"
import numpy as np


def dead_relu_fraction(activations):
    axes = (0,) if activations.ndim == 2 else (0, 2, 3)
    return float(np.mean(np.round(activations.mean(axis=axes), 4) == 0))
