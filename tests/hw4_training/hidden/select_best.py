OK_FORMAT = False
name = "select_best (hidden)"

import math

from autograder.checks import assert_close, case


@case(points=0.5)
def other_keys(select_best):
    """looks at no other accuracy, and nan never wins"""
    trials = [
        {"val_accuracy": math.nan, "train_accuracy": 1.0, "test_accuracy": 0.5},
        {"val_accuracy": 0.81, "train_accuracy": 0.9, "test_accuracy": 0.8},
        {"val_accuracy": 0.9, "train_accuracy": 0.91, "test_accuracy": 0.7},
        {"val_accuracy": math.nan, "train_accuracy": 0.5, "test_accuracy": 0.6},
        {"val_accuracy": 0.9, "train_accuracy": 0.99, "test_accuracy": 0.95},
        {"val_accuracy": 0.85, "train_accuracy": 1.0, "test_accuracy": 0.99},
    ]
    assert_close(select_best(trials), 2, "select_best")
    assert_close(select_best(trials[3:]), 1, "select_best of some of the trials")
    assert_close(select_best([{"val_accuracy": 0.0}]), 0, "select_best of one trial")
