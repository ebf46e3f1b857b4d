# assignment: hw1_layers, function: dead_relu_fraction, mistake: looks at the first example only
# promise: "those that are 0 for every example"
import numpy as np


def dead_relu_fraction(activations):
    first = activations[0]
    return float(np.mean(np.all(first.reshape(first.shape[0], -1) == 0, axis=1)))
