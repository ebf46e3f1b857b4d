# assignment: hw3_normalization, function: population_statistics, mistake: batch_vars scaled in place
# promise: "Do not change the arrays you are given"
import numpy as np


def population_statistics(batch_means, batch_vars, batch_size):
    mean = np.mean(batch_means, axis=0)
    batch_vars *= batch_size / (batch_size - 1)
    var = np.mean(batch_vars, axis=0)
    return mean, var
