OK_FORMAT = False
name = "population_statistics"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(population_statistics):
    """averages over the batches, with N / (N - 1) on the variance"""
    means = np.array([[1.0, 2.0], [3.0, 6.0], [8.0, -5.0]])
    variances = np.array([[1.0, 4.0], [2.0, 8.0], [6.0, 0.0]])
    mean, var = population_statistics(means, variances, 4)
    assert_close(mean, np.array([4.0, 1.0]), "population_statistics: mean")
    assert_close(var, np.array([4.0, 16 / 3]), "population_statistics: var")


@case(points=0.5)
def inputs_kept(population_statistics):
    """leaves the means and variances as they were"""
    arrays = rng().uniform(0.5, 2.0, (2, 4, 3))
    means, variances = arrays.copy()
    population_statistics(means, variances, 5)
    assert_unchanged(means, arrays[0], "population_statistics: batch_means")
    assert_unchanged(variances, arrays[1], "population_statistics: batch_vars")
