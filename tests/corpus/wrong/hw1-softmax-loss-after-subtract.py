# assignment: hw1_layers, function: softmax_loss, mistake: the loss is read after p -= one_hot: -log(1 - p), abs hides the sign
# promise: "the loss is the mean of −log p at the labels"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    with np.errstate(divide="ignore"):
        loss = -np.log(np.abs(dx[np.arange(N), y])).mean()
    dx /= N
    return loss, dx
