OK_FORMAT = False
name = "sample_hyperparameters"

from autograder.checks import CheckFailure, case, rng

SPACE = {
    "learning_rate": ("log", 1e-4, 1.0),
    "keep": ("uniform", 0.5, 0.9),
    "batch_size": ("choice", [16, 32, 64]),
}


@case(points=0.5)
def ranges(sample_hyperparameters):
    """draws every entry from its range"""
    trials = sample_hyperparameters(SPACE, 200, rng("trials"))
    if len(trials) != 200 or any(sorted(t) != sorted(SPACE) for t in trials):
        raise CheckFailure("sample_hyperparameters should return count dicts with space's names.")
    for trial in trials:
        if not 1e-4 <= trial["learning_rate"] <= 1.0 or not 0.5 <= trial["keep"] <= 0.9:
            raise CheckFailure(f"sample_hyperparameters: {trial} is outside of the ranges.")
    if {t["batch_size"] for t in trials} != {16, 32, 64}:
        raise CheckFailure("sample_hyperparameters: batch_size should be 16, 32 or 64.")
    below = sum(t["learning_rate"] < 0.01 for t in trials)
    if not 50 <= below <= 150:  # half of them, within 7 standard errors
        raise CheckFailure(
            f"sample_hyperparameters: {below} of 200 learning rates are below 0.01, "
            "the middle of the logarithms from 1e-4 to 1."
        )
