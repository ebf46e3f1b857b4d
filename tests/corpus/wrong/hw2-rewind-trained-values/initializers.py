# assignment: hw2_data_and_initialization, function: rewind, mistake: the trained values survive
# promise: "the initial ones, bit for bit, where the mask is True, 0 elsewhere"
import numpy as np


def rewind(initial, trained, mask):
    return np.where(mask, trained, 0.0)
