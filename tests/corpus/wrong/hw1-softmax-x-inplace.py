# assignment: hw1_layers, function: softmax_loss, mistake: x -= max shifts the scores of the caller
# promise: "Do not change the arrays and dicts you are given"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    x -= x.max(axis=1, keepdims=True)
    z = x
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
