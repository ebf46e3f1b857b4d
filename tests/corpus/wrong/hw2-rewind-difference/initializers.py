# assignment: hw2_data_and_initialization, function: rewind, mistake: trained + (initial - trained): rounded
# promise: "bit for bit"
import numpy as np


def rewind(initial, trained, mask):
    back = np.where(mask, initial - trained, -trained)
    return trained + back
