OK_FORMAT = False
name = "training"
depends = ["load", "softmax_regression_epoch", "nn_epoch", "error_rate"]

from autograder.checks import case


@case(points=1)
def regression(regression_errors):
    """a softmax regression learns something of the strokes, and not all"""
    train, test = regression_errors(20)
    assert 0.15 < train < 0.35, f"the error rate on train is {train:.2f}"
    assert 0.15 < test < 0.45, f"the error rate on test is {test:.2f}"


@case(points=1)
def network(network_errors):
    """a network with one hidden layer tells the strokes apart"""
    train, test = network_errors(40, 16)
    assert train < 0.06, f"the error rate on train is {train:.2f}"
    assert test < 0.12, f"the error rate on test is {test:.2f}"
