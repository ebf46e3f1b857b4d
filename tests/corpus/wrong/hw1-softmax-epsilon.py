# assignment: hw1_layers, function: softmax_loss, mistake: log(p + 1e-8): 18.4 instead of 1000
# promise: "the softmax loss must be finite and exact there"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -np.log(np.exp(log_p)[np.arange(N), y] + 1e-8).mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
