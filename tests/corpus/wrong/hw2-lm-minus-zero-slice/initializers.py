# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: order[-keep:] with keep = 0 keeps all
# promise: "The int(fraction * size) entries of the smallest magnitude are pruned."
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort(np.abs(weights), axis=None)
    keep = weights.size - k
    mask = np.zeros(weights.size, dtype=bool)
    mask[order[-keep:]] = True
    return mask.reshape(weights.shape)
