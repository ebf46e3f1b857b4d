"""Training and evaluation of a classifier."""

from .utils import minibatches


def train_epoch(model, criterion, optimizer, x, labels, batch_size, rng):
    """One pass over the examples, in the order of ``minibatches``, with a step for each batch.

    x: (N, D), labels: (N,). The model is in training afterwards. Returns the mean of the losses of
    all examples, each before the step of its batch: a float.
    """
    # BEGIN SOLUTION
    model.train()
    total = 0.0
    for batch in minibatches(len(x), batch_size, rng):
        scores = model.forward(x[batch])
        total += len(batch) * criterion.forward(scores, labels[batch])
        model.backward(criterion.backward())
        optimizer.step()
    return total / len(x)
    # END SOLUTION


def accuracy(model, x, labels):
    """The share of the examples whose largest score is that of their label: a float.

    The model is evaluated, not trained, and is then in the mode in which it was before.
    """
    # BEGIN SOLUTION
    before = model.training
    model.train(False)
    scores = model.forward(x)
    model.train(before)
    return float((scores.argmax(axis=1) == labels).mean())
    # END SOLUTION
