# assignment: hw3_normalization, function: population_statistics, mistake: N is the number of batches
# promise: "var = N / (N - 1) E[batch variance], N = batch_size"
import numpy as np


def population_statistics(batch_means, batch_vars, batch_size):
    B = max(len(batch_means), 2)
    mean = np.mean(batch_means, axis=0)
    var = B / (B - 1) * np.mean(batch_vars, axis=0)
    return mean, var
