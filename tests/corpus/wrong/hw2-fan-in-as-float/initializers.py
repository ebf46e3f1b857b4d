# assignment: hw2_data_and_initialization, function: fan_in, mistake: size / outputs is a float
# promise: "Returns an int."
import numpy as np


def fan_in(shape):
    outputs = shape[1] if len(shape) == 2 else shape[0]
    return np.prod(shape) / outputs
