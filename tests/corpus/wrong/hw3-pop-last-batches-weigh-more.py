# assignment: hw3_normalization, function: population_statistics, mistake: an exponential average in place of the mean
# promise: "averages over the batches of training"
import numpy as np


def population_statistics(batch_means, batch_vars, batch_size):
    mean, var = batch_means[0], batch_vars[0]
    for m, v in zip(batch_means[1:], batch_vars[1:]):
        mean = (mean + m) / 2
        var = (var + v) / 2
    return mean, batch_size / (batch_size - 1) * var
