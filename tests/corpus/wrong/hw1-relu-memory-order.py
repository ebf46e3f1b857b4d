# assignment: hw1_layers, function: relu_backward, mistake: walks dout in memory order (ravel K): a transposed dout is mixed up
# promise: "`dout` is the gradient of the loss by `out` and has its shape"
import numpy as np


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = np.zeros(x.shape)
    dx.flat = dout.ravel(order='K') * (x > 0).ravel()
    return dx
