# assignment: hw2_data_and_initialization, function: lottery_mask, mistake: the fraction is pruned in every row
# promise: "The int(fraction * size) entries of the smallest magnitude are pruned."
import numpy as np


def lottery_mask(weights, fraction):
    rows = weights.reshape(weights.shape[0] if weights.ndim > 1 else 1, -1)
    k = int(fraction * rows.shape[1])
    mask = np.ones(rows.shape, dtype=bool)
    for i, r in enumerate(rows):
        mask[i, np.argsort(np.abs(r))[:k]] = False
    return mask.reshape(weights.shape)
