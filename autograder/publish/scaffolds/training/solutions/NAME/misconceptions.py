"""Known wrong answers, each with the hint that a student reads whose answer is the same."""

import numpy as np
from training import logistic_loss

from autograder.assignment.misconceptions import wrong


@wrong("logistic_loss", "the loss is a sum", hint="Is the loss of a batch twice as large larger?")
def logistic_loss_summed(theta, x, y):
    loss, gradient = logistic_loss(theta, x, y)
    return loss * len(y), gradient * len(y)


@wrong("logistic_loss", "the gradient points downhill", hint="Which way does theta -= move it?")
def logistic_loss_turned(theta, x, y):
    loss, gradient = logistic_loss(theta, x, y)
    return loss, -gradient


@wrong("logistic_loss", "exp overflows", hint="What is exp(1000)? See np.logaddexp.")
def logistic_loss_overflows(theta, x, y):
    with np.errstate(over="ignore"):
        scores = x @ theta
        return (np.log(1.0 + np.exp(scores)) - y * scores).mean(), logistic_loss(theta, x, y)[1]


@wrong("train", "theta is not changed in place", hint="theta = theta - ... makes another array.")
def train_another_theta(theta, x, y, rate, batch):
    for start in range(0, len(x), batch):
        part = slice(start, start + batch)
        theta = theta - rate * logistic_loss(theta, x[part], y[part])[1]


@wrong("train", "the last, smaller batch is left out", hint="How many examples are left at the end?")
def train_without_rest(theta, x, y, rate, batch):
    for start in range(0, len(x) - batch + 1, batch):
        part = slice(start, start + batch)
        theta -= rate * logistic_loss(theta, x[part], y[part])[1]


@wrong("train", "one step with all examples", hint="What is batch for?")
def train_in_one_step(theta, x, y, rate, batch):
    theta -= rate * logistic_loss(theta, x, y)[1]
