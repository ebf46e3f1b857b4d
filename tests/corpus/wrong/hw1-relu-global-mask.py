# assignment: hw1_layers, function: relu_backward, mistake: mask kept in a module variable: two layers share it
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


mask = None


def relu_forward(x):
    global mask
    mask = x > 0
    return x * mask, mask


def relu_backward(dout, cache):
    return dout * mask
