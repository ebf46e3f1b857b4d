# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: the smallest values, not magnitudes
# promise: "The int(fraction * size) entries of the smallest magnitude are pruned."
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort(weights, axis=None)
    mask = np.ones(weights.size, dtype=bool)
    mask[order[:k]] = False
    return mask.reshape(weights.shape)
