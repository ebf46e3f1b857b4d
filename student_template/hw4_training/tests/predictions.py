OK_FORMAT = False
name = "predictions"

import math

from autograder.checks import CheckFailure, case

NAMES = (
    "fields_without",
    "fields_with",
    "faded_gradients",
    "best_rule",
    "gain_of_regularisation",
    "loss_without_factor",
    "step_over_size",
    "best_rate",
    "filters_moved",
    "moved_by_one_pixel",
    "gain_of_tta_plain",
    "ensemble_errors",
)
"""What the notebook asks for, in its order."""
RULES = ("sgd", "sgd_momentum", "rmsprop", "adam")


def is_guess(name, value):
    """Whether a value is an answer to the question, right or wrong."""
    if name == "best_rule":
        return isinstance(value, str) and value in RULES
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


@case(points=0.25)
def one_a_figure(predictions):
    """there is a prediction for every figure of the notebook; being right does not count"""
    guesses = predictions()
    if not isinstance(guesses, dict):
        raise CheckFailure("predictions should return a dict: name -> guess.")
    missing = [name for name in NAMES if not is_guess(name, guesses.get(name))]
    if missing:
        raise CheckFailure(
            f"predictions: {len(missing)} of {len(NAMES)} have no number (best_rule: one of "
            f"{', '.join(RULES)}): {', '.join(missing)}. The notebook asks for them."
        )
