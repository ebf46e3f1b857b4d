# assignment: hw1_layers, function: affine_backward, mistake: cache={} as a default argument: all calls share one dict
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


def affine_forward(x, w, b, cache={}):
    cache["x"], cache["w"] = x, w
    return x.reshape(len(x), -1) @ w + b, cache


def affine_backward(dout, cache):
    x, w = cache["x"], cache["w"]
    dx = (dout @ w.T).reshape(x.shape)
    return dx, x.reshape(len(x), -1).T @ dout, dout.sum(axis=0)
