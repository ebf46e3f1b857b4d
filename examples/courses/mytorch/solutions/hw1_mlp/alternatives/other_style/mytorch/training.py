import numpy as np

from mytorch import utils


def train_epoch(model, criterion, optimizer, x, labels, batch_size, rng):
    model.train(True)
    losses, counts = [], []
    for batch in utils.minibatches(labels.size, batch_size, rng):
        losses.append(criterion.forward(model.forward(x[batch]), labels[batch]))
        counts.append(batch.size)
        model.backward(criterion.backward())
        optimizer.step()
    return float(np.average(losses, weights=counts))


def accuracy(model, x, labels):
    was = model.training
    model.train(mode=False)
    try:
        return np.mean(np.argmax(model.forward(x), axis=-1) == labels)
    finally:
        model.train(mode=was)
