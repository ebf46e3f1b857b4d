# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: np.quantile as threshold
# promise: "The int(fraction * size) entries of the smallest magnitude are pruned."
import numpy as np


def lottery_mask(weights, fraction):
    magnitude = np.abs(weights)
    return magnitude > np.quantile(magnitude, fraction)
