OK_FORMAT = False
name = "population_statistics (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(population_statistics, reference):
    """is right for many batches"""
    random = rng()
    means, variances = random.standard_normal((7, 3)), random.uniform(0.5, 2.0, (7, 3))
    found = population_statistics(means, variances, 16)
    expected = reference.population_statistics(means, variances, 16)
    for name, one, right in zip(("mean", "var"), found, expected, strict=True):
        assert_close(one, right, f"population_statistics: {name}")
