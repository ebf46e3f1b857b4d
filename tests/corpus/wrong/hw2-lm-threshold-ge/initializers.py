# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: abs >= the k-th magnitude: ties survive together
# promise: "int(fraction * size) of them, also where some are equal"
import numpy as np


def lottery_mask(weights, fraction):
    a = np.abs(weights)
    k = int(fraction * a.size)
    if k >= a.size:
        return np.zeros(a.shape, dtype=bool)
    return a >= np.sort(a, axis=None)[k]
