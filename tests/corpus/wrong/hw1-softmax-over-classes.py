# assignment: hw1_layers, function: softmax_loss, mistake: divided by C instead of N
# promise: "the loss is the mean of −log p at the labels"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].sum() / x.shape[1]
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
