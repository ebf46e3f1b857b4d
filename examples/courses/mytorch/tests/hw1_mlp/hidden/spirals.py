OK_FORMAT = False
name = "spirals (hidden)"
depends = ["MLP", "CrossEntropyLoss", "SGD", "train_epoch", "accuracy"]

from autograder.checks import assert_close, case


@case(points=2)
def as_the_reference(learned, reference):
    """every epoch has the loss of the reference"""
    losses, share = learned(1, 8, True)
    expected, expected_share = reference.learned(1, 8, True)
    assert_close(losses, expected, "train_epoch: the loss of each epoch", rtol=1e-6)
    assert_close(share, expected_share, "accuracy: on other points")
