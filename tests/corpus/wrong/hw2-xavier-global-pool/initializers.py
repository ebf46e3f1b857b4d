# assignment: hw2_data_and_initialization, function: init_xavier, mistake: draws from a pool that is filled once from the first rng
# promise: "Every random number comes from the generator"
import numpy as np

_pool = []

def fan_in(shape):
    if len(shape) == 2:
        return shape[0]
    return shape[1] * shape[2] * shape[3]


def init_xavier(shape, rng):
    std = 1 / np.sqrt(fan_in(shape))
    n = int(np.prod(shape))
    if not _pool:
        _pool.append(rng.standard_normal(200000))
    take = rng.integers(0, 200000 - n)
    return std * _pool[0][take:take + n].reshape(shape)
