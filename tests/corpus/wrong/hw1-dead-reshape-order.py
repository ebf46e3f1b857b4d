# assignment: hw1_layers, function: dead_relu_fraction, mistake: (N, C, H, W) reshaped to (-1, C) without moving the channels
# promise: "(N, C, H, W) with C units"
import numpy as np


def dead_relu_fraction(activations):
    units = activations.shape[1]
    table = activations.reshape(-1, units)
    return float(np.sum(~table.any(axis=0))) / units
