OK_FORMAT = False
name = "select_best"

import math

from autograder.checks import assert_close, case


@case(points=0.5)
def highest(select_best):
    """picks the highest validation accuracy, the first of equal ones"""
    accuracies = (0.7, 0.91, 0.85, 0.91, math.nan)
    trials = [{"val_accuracy": accuracy} for accuracy in accuracies]
    assert_close(select_best(trials), 1, "select_best")
