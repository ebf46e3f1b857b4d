# assignment: hw2_data_and_initialization, function: rewind, mistake: initial[~mask] = 0
# promise: "No function changes the arrays that it is given."
import numpy as np


def rewind(initial, trained, mask):
    initial[~mask] = 0.0
    return initial
