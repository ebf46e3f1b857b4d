# assignment: hw1_layers, function: dead_relu_fraction, mistake: np.isclose to 0: outputs of 1e-9 count as dead
# promise: "those that are 0 for every example"
import numpy as np


def dead_relu_fraction(activations):
    off = np.isclose(activations, 0)
    dead = off.all(axis=0) if off.ndim == 2 else off.all(axis=(0, 2, 3))
    return float(np.mean(dead))
