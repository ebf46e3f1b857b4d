# assignment: hw1_layers, function: dead_relu_fraction, mistake: dead where at least 90 % are 0
# promise: "those that are 0 for every example"
import numpy as np


def dead_relu_fraction(activations):
    a = np.moveaxis(activations, 1, -1)
    a = a.reshape(-1, a.shape[-1])
    return float(np.mean((a == 0).mean(axis=0) >= 0.9))
