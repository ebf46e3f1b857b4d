# assignment: hw2_data_and_initialization, function: init_zeros, mistake: lru_cache: all layers of a shape share one array
# promise: "Weights of zeros, float64"
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def init_zeros(shape):
    return np.zeros(shape)
