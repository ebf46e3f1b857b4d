# assignment: hw2_data_and_initialization, function: rewind, mistake: trained[...] = ticket
# promise: "No function changes the arrays that it is given."
import numpy as np


def rewind(initial, trained, mask):
    trained[...] = np.where(mask, initial, 0.0)
    return trained
