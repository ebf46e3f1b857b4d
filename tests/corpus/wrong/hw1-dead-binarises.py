# assignment: hw1_layers, function: dead_relu_fraction, mistake: turns the activations of the caller into 0 and 1
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def dead_relu_fraction(activations):
    activations[activations > 0] = 1
    fires = activations.sum(axis=tuple(i for i in range(activations.ndim) if i != 1))
    return float(np.mean(fires == 0))
