# assignment: hw3_normalization, function: population_statistics, mistake: the mean is multiplied by N / (N - 1) as well
# promise: "mean = E[batch mean]"
import numpy as np


def population_statistics(batch_means, batch_vars, batch_size):
    mean = batch_size / (batch_size - 1) * np.mean(batch_means, axis=0)
    var = batch_size / (batch_size - 1) * np.mean(batch_vars, axis=0)
    return mean, var
