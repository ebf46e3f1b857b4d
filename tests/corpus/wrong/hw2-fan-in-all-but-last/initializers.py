# assignment: hw2_data_and_initialization, function: fan_in, mistake: product of all but the last side, for convolutions too
# promise: "(F, C, HH, WW) gives C * HH * WW"
import numpy as np


def fan_in(shape):
    n = 1
    for s in shape[:-1]:
        n *= s
    return n
