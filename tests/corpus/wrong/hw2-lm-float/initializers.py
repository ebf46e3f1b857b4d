# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: a mask of 0.0 and 1.0
# promise: "Returns a mask of the same shape, dtype bool"
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort(np.abs(weights), axis=None)
    mask = np.ones(weights.size, dtype=float)
    mask[order[:k]] = 0
    return mask.reshape(weights.shape)
