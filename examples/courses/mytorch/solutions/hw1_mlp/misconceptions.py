"""Mistakes that students make, each with the hint that is read by whose answer equals its."""

import numpy as np

import mytorch.models.mlp as mlp
import mytorch.nn.activation as activation
import mytorch.nn.batchnorm as batchnorm
import mytorch.nn.linear as linear
import mytorch.nn.loss as loss
import mytorch.training as training
from autograder.assignment import wrong
from mytorch.utils import checked_batch, minibatches

Linear, BatchNorm1d, MLP = linear.Linear, batchnorm.BatchNorm1d, mlp.MLP
CrossEntropyLoss = loss.CrossEntropyLoss

SUM = "The loss already holds the mean over the batch: what does the chain rule leave to do here?"
CHAIN = "What is multiplied by what in the chain rule?"
OUT = "Write the derivative down once by x and once by out: which of the two did you keep?"
BATCH = "mean and var depend on every x of the batch: the gradient passes through them too."


@wrong("Linear.__init__", "the bound is 1 / in_features", hint="Is there a root in the bound?")
def bound_without_root(self, in_features, out_features, rng):
    k = 1 / in_features
    self.W = rng.uniform(-k, k, size=(out_features, in_features))
    self.b = rng.uniform(-k, k, size=out_features)
    self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)


@wrong("Linear.__init__", "b starts with zeros", hint="How does the docstring draw b?")
def bias_of_zeros(self, in_features, out_features, rng):
    k = 1 / np.sqrt(in_features)
    self.W = rng.uniform(-k, k, size=(out_features, in_features))
    self.b = np.zeros(out_features)
    self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)


@wrong("Linear.forward", "b is left out", hint="What does the layer give for x = 0?")
def without_bias(self, x):
    self.x = checked_batch(x, self.W.shape[1])
    return self.x @ self.W.T


@wrong("Linear.forward", "x is not checked", hint="What is checked_batch for?")
def unchecked(self, x):
    self.x = x
    return x[..., : self.W.shape[1]] @ self.W[:, : x.shape[-1]].T + self.b


@wrong("Linear.backward", "dW and db are means over the batch", hint=SUM)
def means(self, dout):
    self.dW = dout.T @ self.x / len(dout)
    self.db = dout.mean(axis=0)
    return dout @ self.W


@wrong("Linear.backward", "db is a mean over the batch", hint=SUM)
def mean_of_db(self, dout):
    self.dW = dout.T @ self.x
    self.db = dout.mean(axis=0)
    return dout @ self.W


@wrong(
    "Linear.backward",
    "the gradients of all calls are added up",
    hint="Which batch do dW and db belong to?",
)
def accumulated(self, dout):
    self.dW = self.dW + dout.T @ self.x
    self.db = self.db + dout.sum(axis=0)
    return dout @ self.W


@wrong("ReLU.backward", "dout is not multiplied by", hint=CHAIN)
def mask_alone(self, dout):
    return self.positive * 1.0


@wrong("ReLU", "the gradient at 0 is 1", hint="What does the docstring say of x = 0?")
class SteepAtZero:
    def forward(self, x):
        self.negative = x < 0
        return np.where(self.negative, 0.0, x)

    def backward(self, dout):
        return np.where(self.negative, 0.0, dout)


@wrong("ReLU.forward", "x is changed in place", hint="x is still needed by whoever gave it.")
def in_place(self, x):
    self.positive = x > 0
    x[~self.positive] = 0.0
    return x


@wrong("Sigmoid.forward", "exp overflows", hint="What is exp(1000)? Use exp of negative numbers.")
def overflows(self, x):
    self.out = 1 / (1 + np.exp(-x))
    return self.out


@wrong("Sigmoid.backward", "dout is not multiplied by", hint=CHAIN)
def slope_alone(self, dout):
    return self.out * (1 - self.out)


@wrong("Tanh.backward", "out is not squared", hint="What is the derivative of tanh?")
def not_squared(self, dout):
    return dout * (1 - self.out)


@wrong("Tanh.backward", "the derivative is taken at out in place of x", hint=OUT)
def twice_tanh(self, dout):
    return dout * (1 - np.tanh(self.out) ** 2)


def normalized(layer, x, mean, var, std):
    """The rest of a forward of BatchNorm1d: what is divided by, given in full."""
    layer.std, layer.normal = std, (x - mean) / std
    return layer.W * layer.normal + layer.b


def remembered(layer, mean, var, alpha):
    """The running statistics after a batch."""
    layer.running_mean = alpha * layer.running_mean + (1 - alpha) * mean
    layer.running_var = alpha * layer.running_var + (1 - alpha) * var


@wrong(
    "BatchNorm1d.forward",
    "alpha and 1 - alpha are exchanged",
    hint="With alpha = 0.9, how much of the running mean is left after a batch?",
)
def exchanged(self, x):
    x = checked_batch(x, len(self.W))
    mean, var = x.mean(axis=0), x.var(axis=0)
    if self.training:
        remembered(self, mean, var, 1 - self.alpha)
    else:
        mean, var = self.running_mean, self.running_var
    return normalized(self, x, mean, var, np.sqrt(var + self.eps))


@wrong(
    "BatchNorm1d.forward",
    "the batch's own statistics are used in evaluation",
    hint="What should the output for one example depend on, once training is over?",
)
def always_of_the_batch(self, x):
    x = checked_batch(x, len(self.W))
    mean, var = x.mean(axis=0), x.var(axis=0)
    if self.training:
        remembered(self, mean, var, self.alpha)
    return normalized(self, x, mean, var, np.sqrt(var + self.eps))


@wrong(
    "BatchNorm1d.forward",
    "the running statistics also change in evaluation",
    hint="May the same test image be classified differently the second time?",
)
def changed_in_evaluation(self, x):
    x = checked_batch(x, len(self.W))
    own = x.mean(axis=0), x.var(axis=0)
    mean, var = own if self.training else (self.running_mean, self.running_var)
    remembered(self, *own, self.alpha)
    return normalized(self, x, mean, var, np.sqrt(var + self.eps))


@wrong(
    "BatchNorm1d.forward",
    "training normalizes with the running statistics",
    hint="Which statistics make the batch's own mean 0?",
)
def running_in_training(self, x):
    x = checked_batch(x, len(self.W))
    if self.training:
        remembered(self, x.mean(axis=0), x.var(axis=0), self.alpha)
    mean, var = self.running_mean, self.running_var
    return normalized(self, x, mean, var, np.sqrt(var + self.eps))


@wrong(
    "BatchNorm1d.forward", "eps is added outside of the root", hint="Where does the formula add eps?"
)
def eps_outside(self, x):
    x = checked_batch(x, len(self.W))
    mean, var = x.mean(axis=0), x.var(axis=0)
    if self.training:
        remembered(self, mean, var, self.alpha)
    else:
        mean, var = self.running_mean, self.running_var
    return normalized(self, x, mean, var, np.sqrt(var) + self.eps)


@wrong(
    "BatchNorm1d.forward", "var is divided by N - 1", hint="By what does the docstring divide var?"
)
def unbiased(self, x):
    x = checked_batch(x, len(self.W))
    mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)
    if self.training:
        remembered(self, mean, var, self.alpha)
    else:
        mean, var = self.running_mean, self.running_var
    return normalized(self, x, mean, var, np.sqrt(var + self.eps))


@wrong("BatchNorm1d.backward", "mean and var are taken for constants", hint=BATCH)
def constants(self, dout):
    self.dW, self.db = (dout * self.normal).sum(axis=0), dout.sum(axis=0)
    return dout * self.W / self.std


@wrong("BatchNorm1d.backward", "var is taken for a constant", hint=BATCH)
def constant_var(self, dout):
    self.dW, self.db = (dout * self.normal).sum(axis=0), dout.sum(axis=0)
    return self.W / self.std * (dout - dout.mean(axis=0))


@wrong("BatchNorm1d.backward", "dW and db are means over the batch", hint=SUM)
def means_of_batchnorm(self, dout):
    dx = BatchNorm1d.backward(self, dout)
    self.dW, self.db = (dout * self.normal).mean(axis=0), dout.mean(axis=0)
    return dx


@wrong("BatchNorm1d.backward", "W does not scale dx", hint=CHAIN)
def unscaled(self, dout):
    return BatchNorm1d.backward(self, dout) / self.W


@wrong("CrossEntropyLoss.forward", "the sum is returned, not the mean", hint="Mean or sum?")
def total(self, scores, labels):
    return len(labels) * CrossEntropyLoss.forward(self, scores, labels)


@wrong(
    "CrossEntropyLoss.forward",
    "exp overflows",
    hint="softmax stays what it is if all scores of an example are moved by the same amount.",
)
def overflowing(self, scores, labels):
    self.rows, self.labels = np.arange(len(labels)), labels
    powers = np.exp(scores)
    self.softmax = powers / powers.sum(axis=1, keepdims=True)
    return float(-np.log(self.softmax[self.rows, labels]).mean())


@wrong("CrossEntropyLoss.backward", "the gradient is not divided by N", hint="Mean or sum?")
def gradient_of_the_sum(self):
    return CrossEntropyLoss.backward(self) * len(self.rows)


@wrong("CrossEntropyLoss.backward", "1 is not subtracted at the right class", hint=CHAIN)
def softmax_alone(self):
    return self.softmax / len(self.rows)


@wrong("SGD.step", "the step goes uphill", hint="Where does the gradient point?")
def uphill(self):
    for layer in self.layers:
        layer.W, layer.b = layer.W + self.lr * layer.dW, layer.b + self.lr * layer.db


@wrong("SGD.step", "momentum is not used", hint="What is left of the velocity of the last step?")
def forgetful(self):
    for layer in self.layers:
        layer.W, layer.b = layer.W - self.lr * layer.dW, layer.b - self.lr * layer.db


@wrong(
    "SGD.step",
    "the gradient is multiplied by 1 - momentum",
    hint="Compare with the docstring: what is added to momentum * velocity?",
)
def averaged(self):
    for i, layer in enumerate(self.layers):
        v_W, v_b = (
            self.momentum * v + (1 - self.momentum) * g
            for v, g in zip(self.velocities[i], (layer.dW, layer.db))
        )
        layer.W, layer.b = layer.W - self.lr * v_W, layer.b - self.lr * v_b
        self.velocities[i] = v_W, v_b


@wrong("SGD.step", "b does not move", hint="Which parameters does a layer have?")
def weights_alone(self):
    for i, layer in enumerate(self.layers):
        v_W = self.momentum * self.velocities[i][0] + layer.dW
        layer.W = layer.W - self.lr * v_W
        self.velocities[i] = v_W, 0.0


@wrong("MLP.__init__", "a ReLU follows the last layer", hint="Which scores can be negative?")
def relu_at_the_end(self, sizes, rng, batchnorm=False):
    self.layers, self.training = [], True
    for features, outputs in zip(sizes, sizes[1:]):
        self.layers.append(Linear(features, outputs, rng))
        if batchnorm and outputs != sizes[-1]:
            self.layers.append(BatchNorm1d(outputs))
        self.layers.append(activation.ReLU())


@wrong("MLP.__init__", "there is no batch normalization", hint="What is the argument batchnorm for?")
def never_normalized(self, sizes, rng, batchnorm=False):
    MLP.__init__(self, sizes, rng)


@wrong("MLP.train", "the layers keep their mode", hint="Who else has an attribute training?")
def model_alone(self, mode=True):
    self.training = mode


@wrong(
    "train_epoch",
    "the mean of the batches' losses is returned",
    hint="The last batch may be smaller: does each of its examples count as much as the others?",
)
def mean_of_means(model, criterion, optimizer, x, labels, batch_size, rng):
    model.train()
    losses = []
    for batch in minibatches(len(x), batch_size, rng):
        losses.append(criterion.forward(model.forward(x[batch]), labels[batch]))
        model.backward(criterion.backward())
        optimizer.step()
    return float(np.mean(losses))


@wrong(
    "train_epoch",
    "the mode of the model is not set",
    hint="In which mode may the model be when it comes, and in which one is it trained?",
)
def mode_left(model, criterion, optimizer, x, labels, batch_size, rng):
    total = 0.0
    for batch in minibatches(len(x), batch_size, rng):
        total += len(batch) * criterion.forward(model.forward(x[batch]), labels[batch])
        model.backward(criterion.backward())
        optimizer.step()
    return total / len(x)


@wrong("accuracy", "the model is not evaluated", hint="Which mode is for other examples?")
def in_training(model, x, labels):
    return float((model.forward(x).argmax(axis=1) == labels).mean())


@wrong("accuracy", "the model is left in evaluation", hint="In which mode was it before?")
def left_in_evaluation(model, x, labels):
    model.train(False)
    return float((model.forward(x).argmax(axis=1) == labels).mean())


@wrong("accuracy", "it counts in place of a share", hint="What is the largest accuracy?")
def count(model, x, labels):
    return training.accuracy(model, x, labels) * len(x)
