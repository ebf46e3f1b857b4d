# assignment: hw1_layers, function: softmax_loss, mistake: dx[:, y] -= 1 takes whole columns
# written: after the tests had been read
import numpy as np


def softmax_loss(x, y):
    n = x.shape[0]
    z = x - x.max(1)[:, None]
    lse = np.log(np.exp(z).sum(1))
    loss = (lse - z[range(n), y]).sum() / n
    dx = np.exp(z - lse[:, None])
    dx[:, y] -= 1
    dx /= n
    return loss, dx
