# assignment: hw1_layers, function: dead_relu_fraction, mistake: axis (0, 2, 3) also for (N, D)
# promise: "outputs of ReLU, (N, D) with D units"
import numpy as np


def dead_relu_fraction(activations):
    return float(np.mean(np.all(activations == 0, axis=(0, 2, 3))))
