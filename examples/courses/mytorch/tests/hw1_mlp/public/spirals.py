OK_FORMAT = False
name = "spirals"
depends = ["MLP", "CrossEntropyLoss", "SGD", "train_epoch", "accuracy"]

from autograder.checks import case


@case(points=1)
def overfits(learned):
    """a network learns two spirals"""
    losses, share = learned(0, 60, False)
    assert losses[-1] < 0.05 < losses[0], "the loss of the last epoch"
    assert share > 0.95, "the accuracy on other points"


@case(points=1)
def with_batchnorm(learned):
    """with batch normalization it learns them faster"""
    losses, share = learned(0, 20, True)
    assert losses[-1] < 0.1, "the loss of the last epoch"
    assert share > 0.95, "the accuracy on other points"
