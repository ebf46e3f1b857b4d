# assignment: hw1_layers, function: softmax_loss, mistake: a small number is added inside the logarithm
# written: after the tests had been read
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    p = np.exp(x - np.max(x, axis=1, keepdims=True))
    p = p / np.sum(p, axis=1, keepdims=True)
    loss = -np.sum(np.log(p[np.arange(N), y] + 1e-11)) / N
    dx = p.copy()
    dx[np.arange(N), y] -= 1
    return loss, dx / N
