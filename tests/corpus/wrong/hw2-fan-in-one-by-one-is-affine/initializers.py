# assignment: hw2_data_and_initialization, function: fan_in, mistake: a 1 x 1 convolution is taken for an affine layer (squeezed shape)
# promise: "(F, C, HH, WW) gives C * HH * WW"
import numpy as np


def fan_in(shape):
    shape = [s for s in shape if s != 1] if len(shape) == 4 else list(shape)
    if len(shape) <= 2:
        return shape[0]
    return int(np.prod(shape[1:]))
