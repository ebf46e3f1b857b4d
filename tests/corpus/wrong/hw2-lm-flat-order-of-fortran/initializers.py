# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: the weights are raveled in memory order ('K'), the mask in C order
# promise: "The int(fraction * size) entries of the smallest magnitude are pruned."
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort(np.abs(weights).ravel(order="K"))
    mask = np.ones(weights.size, dtype=bool)
    mask[order[:k]] = False
    return mask.reshape(weights.shape)
