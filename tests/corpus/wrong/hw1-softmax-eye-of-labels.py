# assignment: hw1_layers, function: softmax_loss, mistake: one-hot as wide as the largest label present
# promise: "x: (N, C) scores, y: (N,) labels in [0, C)"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx -= np.eye(y.max() + 1)[y]
    dx /= N
    return loss, dx
