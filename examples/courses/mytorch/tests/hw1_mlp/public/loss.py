OK_FORMAT = False
name = "CrossEntropyLoss"

import numpy as np

from autograder.checks import (
    assert_close,
    assert_unchanged,
    case,
    check_gradient,
    rng,
    without_warnings,
)


@case(points=1)
def forward(CrossEntropyLoss):
    """is the mean of -log(softmax) at the right classes"""
    scores = np.log(np.array([[1.0, 1.0, 2.0], [3.0, 4.0, 1.0]]))
    given = scores.copy()
    loss = CrossEntropyLoss().forward(scores, np.array([2, 0]))
    assert_unchanged(scores, given, "CrossEntropyLoss.forward: scores")
    assert_close(loss, (np.log(2.0) + np.log(8 / 3)) / 2, "CrossEntropyLoss.forward: loss")


@case(points=1)
def stable(CrossEntropyLoss):
    """scores of a thousand do not overflow"""
    scores = np.array([[1000.0, 0.0], [0.0, 1000.0], [-1000.0, -1000.0]])
    loss = without_warnings(CrossEntropyLoss().forward)(scores, np.array([0, 0, 1]))
    assert_close(loss, (1000.0 + np.log(2.0)) / 3, "CrossEntropyLoss.forward: loss")


@case(points=2)
def backward(CrossEntropyLoss):
    """the gradient agrees with the numeric one"""
    labels = np.array([1, 0, 2, 2])

    def forward(scores):
        criterion = CrossEntropyLoss()
        return criterion.forward(scores, labels), criterion

    def backward(dout, criterion):
        dscores = criterion.backward()
        assert_close(criterion.backward(), dscores, "CrossEntropyLoss.backward, asked twice")
        return dout * dscores

    forward.__name__ = "CrossEntropyLoss.forward"
    backward.__name__ = "CrossEntropyLoss.backward"
    inputs = {"scores": rng().standard_normal((4, 3))}
    check_gradient(forward, backward, inputs, wrt=["scores"])
