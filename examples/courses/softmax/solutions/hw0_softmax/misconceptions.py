"""Mistakes that students make, each with the hint that is read by whose answer equals its."""

import gzip

import numpy as np

import reader
import softmax
from autograder.assignment import wrong

HEAD = "Which byte is the first element? Count from the hand-out."
CHECK = "What should become of a file that is no such file?"
MEAN = "The loss is a mean over the rows of the batch: what does that divide by?"
BATCHES = "Write down which rows are in which batch."
PLACE = "What does the caller's array hold afterwards? Change it in place: theta -= ..."
TOGETHER = "At which weights are the gradients of a batch taken?"
DOWN = "In which direction does the loss fall?"
RELU = "relu is in the forward pass and in its gradient: where?"


def _content(path):
    with gzip.open(path) as file:
        content = file.read()
    axes = content[3]
    shape = [int.from_bytes(content[4 + 4 * i : 8 + 4 * i], "big") for i in range(axes)]
    return content, shape, 4 + 4 * axes


@wrong("read_idx", "the elements are taken to begin behind the first four bytes", hint=HEAD)
def from_byte_four(path):
    content, shape, _ = _content(path)
    reader.read_idx(path)
    return np.frombuffer(content[4 : 4 + int(np.prod(shape))], np.uint8).reshape(shape)


@wrong("read_idx", "the array is flat", hint="What are the lengths in the file for?")
def flat(path):
    return reader.read_idx(path).reshape(-1)


@wrong("read_idx", "the first axis is the quickest", hint="Which axis is quickest in the file?")
def first_axis_quickest(path):
    found = reader.read_idx(path)
    return np.ascontiguousarray(found.reshape(-1).reshape(found.shape, order="F"))


@wrong("read_idx", "the elements have a sign", hint="What is a byte of 250: 250 or -6?")
def with_a_sign(path):
    return reader.read_idx(path).astype(np.int8).astype(np.uint8).view(np.int8)


@wrong("read_idx", "the elements are float64", hint="A byte is a uint8.")
def as_floats(path):
    return reader.read_idx(path).astype(np.float64)


@wrong("read_idx", "any file is read", hint=CHECK)
def any_kind(path):
    content, shape, at = _content(path)
    return np.frombuffer(content, np.uint8, offset=at).reshape(shape).copy()


@wrong("read_idx", "elements that are too many are left out", hint=CHECK)
def too_many(path):
    content, shape, at = _content(path)
    if content[:3] != bytes([0, 0, 8]):
        raise ValueError(path)
    count = int(np.prod(shape))
    return np.frombuffer(content[at : at + count], np.uint8).reshape(shape)


@wrong("load", "pixels are from 0 to 255", hint="Which number becomes 1?")
def not_scaled(images_path, labels_path):
    X, y = reader.load(images_path, labels_path)
    return X * 255, y


@wrong("load", "pixels are divided by 256", hint="Which number becomes 1?")
def by_256(images_path, labels_path):
    X, y = reader.load(images_path, labels_path)
    return X * 255 / 256, y


@wrong("load", "X is divided by its largest pixel", hint="Is the brightest image always white?")
def by_the_largest(images_path, labels_path):
    X, y = reader.load(images_path, labels_path)
    return X / X[: len(X) // 2].max(), y


@wrong("load", "images are not made rows", hint="How many axes has X?")
def not_rows(images_path, labels_path):
    _, y = reader.load(images_path, labels_path)
    return reader.read_idx(images_path) / 255, y


@wrong("load", "X is in float32", hint="Look for dtype=np.float32: it keeps 7 digits of 16.")
def single(images_path, labels_path):
    X, y = reader.load(images_path, labels_path)
    return X.astype(np.float32), y


@wrong("load", "labels stay bytes", hint="Which dtype has y in the hand-out?")
def labels_as_bytes(images_path, labels_path):
    X, y = reader.load(images_path, labels_path)
    return X, y.astype(np.uint8)


@wrong("load", "labels and images are not counted", hint=CHECK)
def not_counted(images_path, labels_path):
    images, labels = reader.read_idx(images_path), reader.read_idx(labels_path)
    return images.reshape(len(images), -1) / 255, labels.astype(np.int64)


def _shares(Z):
    exps = np.exp(Z - Z.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def _loss(name, title, hint, function):
    function.__name__ = name
    wrong_loss = wrong("softmax_loss", title, hint=hint)(function)
    return wrong_loss


loss_sum = _loss(
    "loss_sum",
    "the loss is a sum over the rows",
    MEAN,
    lambda Z, y: softmax.softmax_loss(Z, y) * len(Z),
)
loss_sign = _loss(
    "loss_sign", "the loss has the wrong sign", DOWN, lambda Z, y: -softmax.softmax_loss(Z, y)
)
loss_classes = _loss(
    "loss_classes",
    "the loss is divided by the number of classes too",
    MEAN,
    lambda Z, y: softmax.softmax_loss(Z, y) / Z.shape[1],
)
loss_ten = _loss(
    "loss_ten",
    "the logarithm has the base 10",
    "Which logarithm?",
    lambda Z, y: softmax.softmax_loss(Z, y) / np.log(10),
)
loss_label = _loss(
    "loss_label",
    "the logit of the label is left out",
    "What is subtracted?",
    lambda Z, y: softmax.softmax_loss(Z, y) + Z[np.arange(len(Z)), y].mean(),
)
loss_not_back = _loss(
    "loss_not_back",
    "the highest logit is not added again",
    "log(sum(exp(z - m))) is not log(sum(exp(z))).",
    lambda Z, y: softmax.softmax_loss(Z, y) - Z.max(axis=1).mean(),
)
loss_share = _loss(
    "loss_share",
    "no logarithm is taken",
    "A share of 1 should cost 0.",
    lambda Z, y: -_shares(Z)[np.arange(len(Z)), y].mean(),
)
loss_overflow = _loss(
    "loss_overflow",
    "exp is taken of logits as they are",
    "What is exp(1000)? Subtract the highest logit first.",
    lambda Z, y: np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), y]),
)
loss_clipped = _loss(
    "loss_clipped",
    "a small number is added in the logarithm",
    "Can you do without the share of the label?",
    lambda Z, y: -np.log(_shares(Z)[np.arange(len(Z)), y] + 1e-10).mean(),
)


@wrong("softmax_gradient", "the gradient is that of the sum", hint=MEAN)
def gradient_sum(Z, y):
    return softmax.softmax_gradient(Z, y) * len(Z)


@wrong(
    "softmax_gradient",
    "the label is left out of the gradient",
    hint="What is the slope of -z[label]?",
)
def gradient_without_label(Z, y):
    return _shares(Z) / len(Z)


@wrong("softmax_gradient", "the gradient has the wrong sign", hint=DOWN)
def gradient_sign(Z, y):
    return -softmax.softmax_gradient(Z, y)


@wrong("softmax_gradient", "the label is subtracted after the division", hint=MEAN)
def gradient_late(Z, y):
    found = _shares(Z) / len(Z)
    found[np.arange(len(Z)), y] -= 1
    return found


@wrong("softmax_gradient", "exp is taken of logits as they are", hint="What is exp(1000)?")
def gradient_overflow(Z, y):
    exps = np.exp(Z)
    found = exps / exps.sum(axis=1, keepdims=True)
    found[np.arange(len(Z)), y] -= 1
    return found / len(Z)


def _steps(X, y, batch):
    return [(X[i : i + batch], y[i : i + batch]) for i in range(0, len(X), batch)]


@wrong("softmax_regression_epoch", "theta is another array in the end", hint=PLACE)
def new_theta(X, y, theta, lr=0.1, batch=100):
    for x, labels in _steps(X, y, batch):
        theta = theta - lr * x.T @ softmax.softmax_gradient(x @ theta, labels)


@wrong("softmax_regression_epoch", "theta is returned and the caller's is as it was", hint=PLACE)
def returned(X, y, theta, lr=0.1, batch=100):
    theta = theta.copy()
    softmax.softmax_regression_epoch(X, y, theta, lr, batch)
    return theta


def _epoch(name, title, hint, change):
    """An epoch whose batches, rate or gradient are what ``change`` makes of them."""

    def epoch(X, y, theta, lr=0.1, batch=100):
        for x, labels, factor in change(X, y, batch):
            theta -= lr * factor * x.T @ softmax.softmax_gradient(x @ theta, labels)

    epoch.__name__ = name
    return wrong("softmax_regression_epoch", title, hint=hint)(epoch)


uphill = _epoch(
    "uphill", "theta goes uphill", DOWN, lambda X, y, b: [(x, t, -1) for x, t in _steps(X, y, b)]
)
batch_sum = _epoch(
    "batch_sum",
    "the gradient is that of a sum",
    MEAN,
    lambda X, y, b: [(x, t, len(x)) for x, t in _steps(X, y, b)],
)
full_divisor = _epoch(
    "full_divisor",
    "a short batch is divided by a full one's length",
    MEAN,
    lambda X, y, b: [(x, t, len(x) / b) for x, t in _steps(X, y, b)],
)
all_divisor = _epoch(
    "all_divisor",
    "a batch is divided by the number of all rows",
    MEAN,
    lambda X, y, b: [(x, t, len(x) / len(X)) for x, t in _steps(X, y, b)],
)
last_dropped = _epoch(
    "last_dropped",
    "a short batch is left out",
    BATCHES,
    lambda X, y, b: [(x, t, 1) for x, t in _steps(X, y, b) if len(x) == b],
)
first_again = _epoch(
    "first_again",
    "every batch is the first one",
    BATCHES,
    lambda X, y, b: [(X[:b], y[:b], 1) for _ in _steps(X, y, b)],
)
one_step = _epoch("one_step", "all rows are one batch", BATCHES, lambda X, y, b: [(X, y, 1)])
every_so_many = _epoch(
    "every_so_many",
    "a batch takes rows that lie apart",
    BATCHES,
    lambda X, y, b: [
        (X[i :: -(-len(X) // b)], y[i :: -(-len(X) // b)], 1) for i in range(-(-len(X) // b))
    ],
)


@wrong("softmax_regression_epoch", "all gradients are taken at the first theta", hint=TOGETHER)
def old_theta(X, y, theta, lr=0.1, batch=100):
    first = theta.copy()
    for x, labels in _steps(X, y, batch):
        theta -= lr * x.T @ softmax.softmax_gradient(x @ first, labels)


@wrong("nn_epoch", "W1 and W2 are other arrays in the end", hint=PLACE)
def new_weights(X, y, W1, W2, lr=0.1, batch=100):
    softmax.nn_epoch(X, y, W1.copy(), W2.copy(), lr, batch)


def _network(name, title, hint, update):
    """An epoch of the network in which ``update(W1, W2, x, hidden, off, lr)`` makes the step."""

    def nn_epoch(X, y, W1, W2, lr=0.1, batch=100):
        for x, labels in _steps(X, y, batch):
            hidden = np.maximum(x @ W1, 0)
            update(W1, W2, x, hidden, softmax.softmax_gradient(hidden @ W2, labels), lr)

    nn_epoch.__name__ = name
    return wrong("nn_epoch", title, hint=hint)(nn_epoch)


def _second_first(W1, W2, x, hidden, off, lr):
    W2 -= lr * hidden.T @ off
    W1 -= lr * x.T @ (off @ W2.T * (hidden > 0))


def _without_mask(W1, W2, x, hidden, off, lr):
    W1 -= lr * x.T @ (off @ W2.T)
    W2 -= lr * hidden.T @ off


def _second_alone(W1, W2, x, hidden, off, lr):
    W2 -= lr * hidden.T @ off


def _first_alone(W1, W2, x, hidden, off, lr):
    W1 -= lr * x.T @ (off @ W2.T * (hidden > 0))


def _uphill(W1, W2, x, hidden, off, lr):
    _together(W1, W2, x, hidden, off, -lr)


def _sums(W1, W2, x, hidden, off, lr):
    _together(W1, W2, x, hidden, off * len(x), lr)


def _times_hidden(W1, W2, x, hidden, off, lr):
    first = x.T @ (off @ W2.T * hidden)
    W2 -= lr * hidden.T @ off
    W1 -= lr * first


def _unmasked_hidden(W1, W2, x, hidden, off, lr):
    first = x.T @ (off @ W2.T * (hidden > 0))
    W2 -= lr * (x @ W1).T @ off
    W1 -= lr * first


def _together(W1, W2, x, hidden, off, lr):
    first = x.T @ (off @ W2.T * (hidden > 0))
    W2 -= lr * hidden.T @ off
    W1 -= lr * first


second_first = _network(
    "second_first", "W2 has changed when W1's gradient is taken", TOGETHER, _second_first
)
without_mask = _network("without_mask", "the gradient passes relu everywhere", RELU, _without_mask)
second_alone = _network(
    "second_alone", "W1 never changes", "Which weights are trained?", _second_alone
)
first_alone = _network(
    "first_alone", "W2 never changes", "Which weights are trained?", _first_alone
)
network_uphill = _network("network_uphill", "the weights go uphill", DOWN, _uphill)
network_sum = _network("network_sum", "the gradients are those of a sum", MEAN, _sums)
times_hidden = _network(
    "times_hidden", "the gradient is multiplied by the hidden units", RELU, _times_hidden
)
unmasked = _network("unmasked", "W2's gradient is taken before relu", RELU, _unmasked_hidden)


@wrong("nn_epoch", "there is no relu", hint=RELU)
def linear(X, y, W1, W2, lr=0.1, batch=100):
    for x, labels in _steps(X, y, batch):
        off = softmax.softmax_gradient(x @ W1 @ W2, labels)
        first = x.T @ (off @ W2.T)
        W2 -= lr * (x @ W1).T @ off
        W1 -= lr * first


@wrong("nn_epoch", "all rows are one batch", hint=BATCHES)
def network_one_step(X, y, W1, W2, lr=0.1, batch=100):
    softmax.nn_epoch(X, y, W1, W2, lr, len(X))


@wrong("nn_epoch", "a short batch is left out", hint=BATCHES)
def network_dropped(X, y, W1, W2, lr=0.1, batch=100):
    whole = len(X) - len(X) % batch
    softmax.nn_epoch(X[:whole], y[:whole], W1, W2, lr, batch)


@wrong("error_rate", "it is the share of rows that are right", hint="Is 0 good or bad?")
def accuracy(Z, y):
    return 1 - softmax.error_rate(Z, y)


@wrong("error_rate", "wrong rows are counted", hint="A share is at most 1.")
def counted(Z, y):
    return float(np.sum(Z.argmax(axis=1) != y))


@wrong("error_rate", "the lowest logit is taken", hint="Which class does a network answer?")
def lowest(Z, y):
    return np.mean(Z.argmin(axis=1) != y)


@wrong("error_rate", "it is in percent", hint="A share is at most 1.")
def percent(Z, y):
    return 100 * softmax.error_rate(Z, y)
