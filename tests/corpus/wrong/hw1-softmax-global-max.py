# assignment: hw1_layers, function: softmax_loss, mistake: maximum of the whole batch subtracted: the other rows underflow
# promise: "subtract the row's maximum first"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max()
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
