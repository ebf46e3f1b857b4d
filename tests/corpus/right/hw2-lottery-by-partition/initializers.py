# assignment: hw2_data_and_initialization
import numpy as np


def lottery_mask(weights, fraction):
    a = np.abs(weights).ravel()
    k = int(fraction * a.size)
    if k == 0:
        return np.ones(weights.shape, dtype=np.bool_)
    mask = np.full(a.shape, True)
    mask[np.argpartition(a, k - 1)[:k]] = False
    return mask.reshape(weights.shape)


def rewind(initial, trained, mask):
    out = initial.copy()
    np.putmask(out, ~mask, 0)
    return out
