# assignment: hw2_data_and_initialization
import numpy as np


def lottery_mask(weights, fraction):
    """a weight survives where its rank among the magnitudes is at least k"""
    magnitude = np.abs(weights).reshape(-1)
    order = np.lexsort((np.arange(magnitude.size)[::-1], magnitude))
    rank = np.empty(magnitude.size, dtype=int)
    rank[order] = np.arange(magnitude.size)
    return (rank >= int(fraction * weights.size)).reshape(weights.shape)


def rewind(initial, trained, mask):
    return np.select([mask], [initial], default=0.0)
