# assignment: hw1_layers, function: softmax_loss, mistake: the mean of the row is subtracted, not its maximum: scores of a thousand still overflow
# promise: "subtract the row's maximum first"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.mean(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
