"""What you expect of the notebook's figures, written down before you look at them.

``predict(name, value)`` in the notebook writes it into this file; you may write it here yourself as
well, as ``return {"fields_without": 3, ...}``. Hand this file in with ``training.py``.
"""

NUMBERS = (
    *("fields_without", "fields_with", "faded_gradients", "gain_of_regularisation"),
    *("loss_without_factor", "step_over_size", "best_rate", "filters_moved"),
    *("moved_by_one_pixel", "gain_of_tta_plain", "ensemble_errors"),
)


def predictions():
    """Your guesses by name: a number for each of NUMBERS, and the name of a rule as 'best_rule'.

    A guess for every name is worth a quarter of a point. Whether it is right does not count.
    """
    # BEGIN SOLUTION
    # equivalent: whether a guess is right does not count
    return {**dict.fromkeys(NUMBERS, 0.5), "best_rule": "adam"}
    # END SOLUTION
