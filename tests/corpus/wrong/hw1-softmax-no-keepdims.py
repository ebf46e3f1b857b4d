# assignment: hw1_layers, function: softmax_loss, mistake: row maxima broadcast along the columns (N = C)
# promise: "subtract the row's maximum first"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - (x.max(axis=1) if x.shape[0] == x.shape[1] else x.max(axis=1)[:, None])
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
