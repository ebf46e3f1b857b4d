# assignment: hw2_data_and_initialization
import numpy as np


import heapq


def lottery_mask(weights, fraction):
    magnitudes = [abs(float(v)) for v in weights.flat]
    k = int(fraction * weights.size)
    pruned = set(i for _, i in heapq.nsmallest(k, ((m, i) for i, m in enumerate(magnitudes))))
    alive = [i not in pruned for i in range(weights.size)]
    return np.array(alive, dtype=bool).reshape(weights.shape)


def rewind(initial, trained, mask):
    ticket = np.zeros_like(initial)
    for index in np.ndindex(*initial.shape):
        if mask[index]:
            ticket[index] = initial[index]
    return ticket
