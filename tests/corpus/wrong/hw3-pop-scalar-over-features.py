# assignment: hw3_normalization, function: population_statistics, mistake: one number for all features, spread over D
# promise: "batch_means, batch_vars: (B, D), one row a batch"
import numpy as np


def population_statistics(batch_means, batch_vars, batch_size):
    mean = np.mean(batch_means, axis=0)
    var = batch_size / (batch_size - 1) * np.mean(batch_vars, axis=0)
    mean = np.full(batch_means.shape[1], mean.mean())
    return mean, var
