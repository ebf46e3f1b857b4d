# assignment: hw1_layers, function: softmax_loss, mistake: dx subtracts at the largest score instead of the label
# promise: "dx = (p − one_hot(y)) / N"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), x.argmax(axis=1)] -= 1
    dx /= N
    return loss, dx
