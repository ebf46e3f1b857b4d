# assignment: hw1_layers, function: dead_relu_fraction, mistake: below 1e-3 counts as 0
# promise: "0 for every example"
import numpy as np


def dead_relu_fraction(activations):
    a = np.abs(activations)
    while a.ndim > 2:
        a = a.max(axis=-1)
    return float(np.mean(a.max(axis=0) < 1e-3))
