# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: squares as magnitude: tiny ones underflow to ties
# promise: "prune the weights of the smallest *magnitude*"
import numpy as np


def lottery_mask(weights, fraction):
    k = int(fraction * weights.size)
    order = np.argsort((weights ** 2).ravel(), kind="stable")
    mask = np.ones(weights.size, dtype=bool)
    mask[order[:k]] = False
    return mask.reshape(weights.shape)
