# assignment: hw2_data_and_initialization, function: rewind, mistake: adds 0.0: a survivor of -0.0 becomes 0.0
# promise: "bit for bit"
import numpy as np


def rewind(initial, trained, mask):
    ticket = np.zeros_like(initial)
    ticket[mask] += initial[mask]
    return ticket
