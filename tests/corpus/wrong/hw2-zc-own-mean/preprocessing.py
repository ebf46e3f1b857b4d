# assignment: hw2_data_and_initialization, function: zero_center, mistake: the mean of the images passed in
# promise: "the test set is centered with the same numbers"
import numpy as np


def zero_center(images, mean):
    x = images.astype(np.float64)
    axis = 0 if np.ndim(mean) == 3 else (0, 1, 2)
    return x - x.mean(axis=axis)
