OK_FORMAT = False
name = "sample_hyperparameters (hidden)"

import numpy as np

from autograder.checks import CheckFailure, case, rng

SPACE = {
    "rate": ("log", 1e-4, 1.0),
    "strength": ("log", 1e-4, 1.0),
    "keep": ("uniform", 0.2, 0.9),
    "rule": ("choice", ["sgd", "adam", "rmsprop"]),
}
COUNT = 4000


def expect(values, low, high, what):
    """Uniform from low to high: mean and variance within 6.2 standard errors."""
    width, n = high - low, len(values)
    mean = abs(np.mean(values) - (low + high) / 2) > 6.2 * width / np.sqrt(12 * n)
    spread = abs(np.var(values) - width**2 / 12) > 6.2 * width**2 / np.sqrt(180 * n)
    if mean or spread:
        raise CheckFailure(f"sample_hyperparameters: {what} is not uniform.")


@case(points=0.75)
def distributions(sample_hyperparameters):
    """draws logarithms, numbers and choices uniformly"""
    trials = sample_hyperparameters(SPACE, COUNT, rng("trials"))
    rates, strengths, keeps = ([float(t[k]) for t in trials] for k in ("rate", "strength", "keep"))
    expect(np.log10(rates), -4, 0, "the logarithm of a 'log' entry")
    expect(np.log10(strengths), -4, 0, "the logarithm of a 'log' entry")
    expect(np.array(keeps), 0.2, 0.9, "a 'uniform' entry")
    for rule in ("sgd", "adam", "rmsprop"):
        share = np.mean([t["rule"] == rule for t in trials])
        if abs(share - 1 / 3) > 6.2 * np.sqrt(2 / 9 / COUNT):
            raise CheckFailure("sample_hyperparameters: a choice comes too often or too seldom.")
    if abs(np.corrcoef(np.log(rates), np.log(strengths))[0, 1]) > 6.2 / np.sqrt(COUNT):
        raise CheckFailure("sample_hyperparameters: two entries of a draw depend on each other.")


@case(points=0.25)
def drawn_from_rng(sample_hyperparameters):
    """draws from the generator it is given, every draw by itself"""
    random = rng("trials")
    first, second = (sample_hyperparameters(SPACE, 5, random) for _ in range(2))
    if sample_hyperparameters(SPACE, 5, rng("trials")) != first:
        raise CheckFailure("sample_hyperparameters: an equal generator should give equal draws.")
    if len({t["rate"] for t in [*first, *second]}) < 10:
        raise CheckFailure("sample_hyperparameters: two draws are the same.")
