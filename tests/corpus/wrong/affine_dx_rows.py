# assignment: hw1_layers, function: affine_backward, mistake: dx is not reshaped to the shape of x
# written: after the tests had been read
import numpy as np

def affine_forward(x, w, b):
    n = len(x)
    out = x.reshape(n, np.prod(x.shape[1:])).dot(w) + b
    return out, (x, w)

def affine_backward(dout, cache):
    x, w = cache
    n = len(x)
    flat = x.reshape(n, np.prod(x.shape[1:]))
    return dout.dot(w.T), flat.T.dot(dout), dout.sum(0)
