# assignment: hw2_data_and_initialization, function: zero_center, mistake: the mean passed in is rounded in place, after a copy of it
# promise: "No function changes the arrays that it is given."
import numpy as np


def zero_center(images, mean):
    exact = mean.copy()
    np.round(mean, 0, out=mean)
    return images - exact
