# assignment: hw1_layers, function: softmax_loss, mistake: labels shifted so that the smallest is 0
# promise: "labels in [0, C)"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    y = y - y.min()
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
