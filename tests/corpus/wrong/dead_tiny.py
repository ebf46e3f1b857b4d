# assignment: hw1_layers, function: dead_relu_fraction, mistake: tiny activations count as dead
# written: after the tests had been read
import numpy as np


def dead_relu_fraction(activations):
    if activations.ndim == 4:
        peak = activations.max(axis=(0, 2, 3))
    else:
        peak = activations.max(axis=0)
    return float(np.isclose(peak, 0).mean())
