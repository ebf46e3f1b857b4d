# assignment: hw2_data_and_initialization, function: rewind, mistake: a flat array of the survivors only
# promise: "0 elsewhere"
import numpy as np


def rewind(initial, trained, mask):
    return initial[mask]
