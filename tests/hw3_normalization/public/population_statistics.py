OK_FORMAT = False
name = "population_statistics"

import numpy as np

from autograder.checks import assert_close, case


@case(points=1)
def values(population_statistics):
    """averages over the batches, with N / (N - 1) on the variance"""
    means = np.array([[1.0, 2.0], [3.0, 6.0]])
    variances = np.array([[1.0, 4.0], [2.0, 8.0]])
    mean, var = population_statistics(means, variances, 4)
    assert_close(mean, np.array([2.0, 4.0]), "population_statistics: mean")
    assert_close(var, np.array([2.0, 8.0]), "population_statistics: var")
