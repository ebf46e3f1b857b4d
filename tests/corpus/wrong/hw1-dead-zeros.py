# assignment: hw1_layers, function: dead_relu_fraction, mistake: the share of zeros among all activations
# promise: "the share of units (columns, or channels of images)"
import numpy as np


def dead_relu_fraction(activations):
    zeros = np.count_nonzero(activations == 0)
    return zeros / activations.size
