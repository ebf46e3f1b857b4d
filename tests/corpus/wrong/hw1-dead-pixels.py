# assignment: hw1_layers, function: dead_relu_fraction, mistake: each pixel of a channel counted as a unit
# promise: "each dead where it is 0 at every pixel of every image"
import numpy as np


def dead_relu_fraction(activations):
    return float((activations == 0).all(axis=0).mean())
