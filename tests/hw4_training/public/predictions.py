OK_FORMAT = False
name = "predictions"

import math

from autograder.checks import CheckFailure, case

NAMES = (  # what the notebook asks for, in its order
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
        names, rules = ", ".join(missing), ", ".join(RULES)
        raise CheckFailure(
            f"predictions: no number (best_rule: none of {rules}) for {names}. "
            "The notebook asks for them."
        )
