# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: np.abs(weights, out=weights)
# promise: "No function changes the arrays that it is given."
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort(np.abs(weights, out=weights), axis=None)
    mask = np.ones(weights.size, dtype=bool)
    mask[order[:k]] = False
    return mask.reshape(weights.shape)
