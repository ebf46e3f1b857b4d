# assignment: hw1_layers, function: softmax_loss, mistake: the sum of exponentials taken down the columns where N equals C
# promise: "p = softmax of each row of x"
import numpy as np


def softmax_loss(x, y):
    N = x.shape[0]
    z = x - x.max(axis=1, keepdims=True)
    total = np.exp(z).sum(axis=1)
    log_p = z - np.log(total if total.size == z.shape[1] else total[:, None])
    loss = -log_p[np.arange(N), y].mean()
    dx = np.exp(log_p)
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx
