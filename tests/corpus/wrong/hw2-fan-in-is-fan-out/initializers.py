# assignment: hw2_data_and_initialization, function: fan_in, mistake: affine: M
# promise: "(D, M) gives D"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[1]
    F, C, HH, WW = shape
    return C * HH * WW
