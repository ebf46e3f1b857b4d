# assignment: hw1_layers, function: dead_relu_fraction, mistake: the number of dead units
# promise: "Returns a number in [0, 1]."
import numpy as np


def dead_relu_fraction(activations):
    n = 0
    for u in range(activations.shape[1]):
        if not activations[:, u].any():
            n += 1
    return n
