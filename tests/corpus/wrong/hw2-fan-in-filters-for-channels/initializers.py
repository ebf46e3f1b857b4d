# assignment: hw2_data_and_initialization, function: fan_in, mistake: F * HH * WW
# promise: "(F, C, HH, WW) gives C * HH * WW"
import numpy as np


def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    F, C, HH, WW = shape
    return F * HH * WW
