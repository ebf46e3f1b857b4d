# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: abs > threshold: ties are pruned together
# promise: "int(fraction * size) of them, also where some are equal"
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    if k == 0:
        return np.ones(weights.shape, dtype=bool)
    threshold = np.sort(np.abs(weights).ravel())[k - 1]
    return np.abs(weights) > threshold
