# assignment: hw1_layers, function: softmax_loss, mistake: turns the labels into flat indices in place
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    labels = y.astype(int)
    y += (np.arange(N) * x.shape[1]).astype(y.dtype)
    y = labels
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
