# assignment: hw3_normalization, function: population_statistics, mistake: (N - 1) / N
# promise: "var = N / (N - 1) E[batch variance], N = batch_size"
import numpy as np


def population_statistics(batch_means, batch_vars, batch_size):
    mean = np.mean(batch_means, axis=0)
    var = (batch_size - 1) / batch_size * np.mean(batch_vars, axis=0)
    return mean, var
