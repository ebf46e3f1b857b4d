# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: the mask is flat
# promise: "a mask of the same shape"
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort(np.abs(weights), axis=None)
    mask = np.ones(weights.size, dtype=bool)
    mask[order[:k]] = False
    return mask
