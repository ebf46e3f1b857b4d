# assignment: hw2_data_and_initialization, function: fan_in, mistake: the window is missing
# promise: "a convolution's fan_in without its window"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    F, C, HH, WW = shape
    return C
