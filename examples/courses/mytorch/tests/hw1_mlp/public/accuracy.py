OK_FORMAT = False
name = "accuracy"

import numpy as np

from autograder.checks import assert_close, case, stand_in


def model_in(training, modes):
    """A model whose scores are its input, and which writes down its modes."""

    def train(mode=True):
        modes.append(mode)
        model.training = mode

    def forward(x):
        modes.append("forward")
        return x

    model = stand_in(training=training, train=train, forward=forward)
    return model


@case(points=1)
def share(accuracy):
    """is the share of the right labels"""
    scores = np.array([[1.0, 3.0, 2.0], [5.0, 4.0, 0.0], [0.0, 1.0, 2.0], [3.0, 2.0, 1.0]])
    found = accuracy(model_in(True, []), scores, np.array([1, 0, 1, 0]))
    assert_close(found, 0.75, "accuracy")


@case(points=1)
def mode(accuracy):
    """evaluates the model, which is then in its mode of before"""
    for before in (True, False):
        modes = []
        model = model_in(before, modes)
        accuracy(model, np.eye(2), np.array([0, 1]))
        at_forward = [m for m in modes[: modes.index("forward")] if m is not None]
        assert at_forward[-1:] == [False] or not before, "accuracy: evaluate the model first"
        assert model.training is before, "accuracy: the mode of the model afterwards"
