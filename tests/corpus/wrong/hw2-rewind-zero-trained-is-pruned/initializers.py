# assignment: hw2_data_and_initialization, function: rewind, mistake: a survivor whose trained value is 0 is pruned too
# promise: "the initial ones, bit for bit, where the mask is True, 0 elsewhere"
import numpy as np


def rewind(initial, trained, mask):
    return np.where(mask & (trained != 0), initial, 0.0)
