# assignment: hw1_layers, function: softmax_loss, mistake: computed in float32
# promise: "what you return is float64 too"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x.astype(np.float32) - x.astype(np.float32).max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
