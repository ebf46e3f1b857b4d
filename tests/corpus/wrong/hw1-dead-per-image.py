# assignment: hw1_layers, function: dead_relu_fraction, mistake: the share taken image by image and averaged
# promise: "those that are 0 for every example"
import numpy as np


def dead_relu_fraction(activations):
    shares = []
    for example in activations:
        flat = example.reshape(len(example), -1)
        shares.append(np.mean(flat.max(axis=1) == 0))
    return float(np.mean(shares))
