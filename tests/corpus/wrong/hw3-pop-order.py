# assignment: hw3_normalization, function: population_statistics, mistake: returns (var, mean)
# promise: "Returns (mean, var), both (D,)."
import numpy as np


def population_statistics(batch_means, batch_vars, batch_size):
    mean = np.mean(batch_means, axis=0)
    var = batch_size / (batch_size - 1) * np.mean(batch_vars, axis=0)
    return var, mean
