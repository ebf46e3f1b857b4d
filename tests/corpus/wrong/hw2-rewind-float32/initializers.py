# assignment: hw2_data_and_initialization, function: rewind, mistake: stored as float32
# promise: "bit for bit"
import numpy as np


def rewind(initial, trained, mask):
    ticket = np.zeros(initial.shape, dtype=np.float32)
    ticket[mask] = initial[mask]
    return ticket.astype(np.float64)
