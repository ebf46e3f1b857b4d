# assignment: hw1_layers, function: dead_relu_fraction, mistake: dead where any example gives 0
# promise: "those that are 0 for every example"
import numpy as np


def dead_relu_fraction(activations):
    axes = (0, 2, 3)[: activations.ndim - 1]
    return float(np.mean(np.any(activations == 0, axis=axes)))
