# assignment: hw2_data_and_initialization, function: zero_center, mistake: the mean is cast to uint8: 10 - 20 is 246
# promise: "The result is float64: in uint8, 10 - 20 is 246."
import numpy as np


def zero_center(images, mean):
    return (images - mean.astype(images.dtype)).astype(np.float64)
