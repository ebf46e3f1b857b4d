# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: int(fraction * size) survive instead of being pruned
# promise: "when a fraction of them is pruned"
import numpy as np


def lottery_mask(weights, fraction):
    k = weights.size - int(fraction * weights.size)
    order = np.argsort(np.abs(weights), axis=None)
    mask = np.ones(weights.size, dtype=bool)
    mask[order[:k]] = False
    return mask.reshape(weights.shape)
