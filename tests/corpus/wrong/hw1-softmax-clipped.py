# assignment: hw1_layers, function: softmax_loss, mistake: scores clipped to [-30, 30]
# promise: "the softmax loss must be finite and exact there"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = np.clip(x - x.max(axis=1, keepdims=True), -30, 0)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
