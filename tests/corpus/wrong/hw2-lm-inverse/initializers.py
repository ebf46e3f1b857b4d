# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: True where a weight is pruned
# promise: "True where one survives"
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort(np.abs(weights), axis=None)
    mask = np.zeros(weights.size, dtype=bool)
    mask[order[:k]] = True
    return mask.reshape(weights.shape)
