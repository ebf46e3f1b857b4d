OK_FORMAT = False
name = "train_epoch"

import numpy as np

from autograder.checks import assert_close, case, rng, stand_in


def training_of(calls, losses):
    """A model, a criterion and an optimizer that write down what is asked of them."""
    losses = iter(losses)

    def forward(x):
        calls.append(("forward", x[:, 0].tolist()))
        return 10 * x

    def loss(scores, labels):
        calls.append(("loss", scores[:, 0].tolist(), labels.tolist()))
        return next(losses)

    def gradient():
        calls.append(("gradient",))
        return np.full(2, 7.0)

    def backward(dscores):
        calls.append(("backward", dscores.tolist()))

    model = stand_in(
        forward=forward, backward=backward, train=lambda mode=True: calls.append(("train", mode))
    )
    criterion = stand_in(forward=loss, backward=gradient)
    return model, criterion, stand_in(step=lambda: calls.append(("step",)))


@case(points=2)
def order(train_epoch):
    """train, then forward, loss, gradient, backward and step for each batch"""
    calls = []
    objects = training_of(calls, [1.0, 2.0])
    x, labels = np.arange(5.0)[:, None], np.array([5, 6, 7, 8, 9])
    train_epoch(*objects, x, labels, 3, rng("order"))
    shuffled = rng("order").permutation(5)
    expected = [("train", True)]
    for batch in (shuffled[:3], shuffled[3:]):
        expected += [
            ("forward", x[batch, 0].tolist()),
            ("loss", (10 * x[batch, 0]).tolist(), labels[batch].tolist()),
            ("gradient",),
            ("backward", [7.0, 7.0]),
            ("step",),
        ]
    for number, (call, wanted) in enumerate(zip(calls, expected), 1):
        assert call == wanted, f"train_epoch: call {number} is {call}, expected {wanted}"
    assert len(calls) == 11, f"train_epoch: {len(calls)} calls in two batches, expected 11"


@case(points=1)
def mean(train_epoch):
    """returns the mean of the losses of all examples"""
    objects = training_of([], [1.0, 2.0, 5.0])
    found = train_epoch(*objects, np.ones((5, 1)), np.zeros(5, dtype=int), 2, rng())
    assert_close(found, (2 * 1.0 + 2 * 2.0 + 1 * 5.0) / 5, "train_epoch: loss")
